// Names of domains out of what people paste: a list, or a CSV file with anything in its other columns.
// The service takes no longer one, and says of a name that is cut off that it is none.
const LONGEST = 300;
const HEADINGS = new Set(['domain', 'domains', 'name', 'domain name', 'domain_name', 'zone', 'hostname']);

/** Each name once, in order, as it was written. What is no name stays: the service says why. */
export function parseDomains(text) {
  const names = new Map();
  let column = null;
  text.replace(/^\ufeff/, '').split(/\r?\n/).forEach((line, index) => {
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1').trim());
    const heading = cells.findIndex((cell) => HEADINGS.has(cell.toLowerCase()));
    if (index === 0 && heading >= 0) {
      column = heading;
      return;
    }
    for (const name of wanted(cells, column)) {
      names.set(name.toLowerCase(), name);
    }
  });
  return [...names.values()];
}

function wanted(cells, column) {
  // "a.example, b.example" is a list; with a heading, or beside other things, only one column has names.
  const list = column === null && cells.every((cell) => cell === '' || /^[^\s@/]+\.[^\s@/]+$/.test(cell) && !/^[\d.:-]+$/.test(cell));
  const chosen = list ? cells : (cells[column ?? 0] ?? '').split(/\s+/);
  return chosen.map((name) => name.slice(0, LONGEST).replace(/\.$/, '')).filter((name) => name && !name.startsWith('#'));
}

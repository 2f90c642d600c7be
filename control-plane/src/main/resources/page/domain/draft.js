// What somebody has typed and not saved yet. It survives a reload and a look at another page, and nobody else's change takes it away.
const NEW = {mode: 'testing', max_age: 86400, source: 'auto', pinned: '', extra: ''};

/** The form's values for what is saved. */
export function saved(mtaSts) {
  if (!mtaSts.mode) {
    return {...NEW};
  }
  const patterns = mtaSts.mx.patterns.join('\n');
  const pinned = mtaSts.mx.source === 'pinned';
  return {
    mode: mtaSts.mode,
    max_age: mtaSts.max_age,
    source: mtaSts.mx.source,
    pinned: pinned ? patterns : '',
    extra: pinned ? '' : patterns,
  };
}

/** The body of PUT and preview. */
export function request(values, acknowledge = []) {
  const text = values.source === 'pinned' ? values.pinned : values.extra;
  return {
    mode: values.mode,
    max_age: Number(values.max_age),
    mx: {source: values.source, patterns: lines(text)},
    ...(acknowledge.length ? {acknowledge} : {}),
  };
}

export function same(one, other) {
  return JSON.stringify(request(one)) === JSON.stringify(request(other));
}

export function lines(text) {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** {base: the values that were changed, etag: theirs, values: what was made of them}. */
export function load(key) {
  try {
    return JSON.parse(sessionStorage.getItem(`draft ${key}`));
  } catch {
    return null;
  }
}

export function keep(key, draft) {
  try {
    if (draft) {
      sessionStorage.setItem(`draft ${key}`, JSON.stringify(draft));
    } else {
      sessionStorage.removeItem(`draft ${key}`);
    }
  } catch {
    // It lasts as long as the page.
  }
}

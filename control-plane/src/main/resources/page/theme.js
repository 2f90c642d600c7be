// Before the first paint, so that nothing flashes. A classic script: modules run too late.
(() => {
  try {
    const theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Storage may be switched off: the system's theme it is.
  }
})();

'use strict';

// Follows a run: while its page says that it goes on, the page is loaded anew; when the run's folder
// has got its name, the page there takes its place. A file may not look at other files, so that
// another copy of the page is opened out of sight, which answers.
(() => {
  const PROBE = '#probe';
  const ANSWER = 5000;
  const EVERY = 20000;
  const STALE = 600000;
  const live = document.getElementById('live');

  if (location.hash === PROBE) {
    parent.postMessage({ harl: 'there' }, '*');
    return;
  }
  if (!live) {
    return;
  }

  /** Whether a page of a run is at an address. */
  function isThere(address) {
    return new Promise((resolve) => {
      const probe = document.createElement('iframe');
      const end = (found) => {
        removeEventListener('message', hear);
        clearTimeout(limit);
        probe.remove();
        resolve(found);
      };
      const hear = (event) => event.source === probe.contentWindow && event.data.harl === 'there' && end(true);
      const limit = setTimeout(() => end(false), ANSWER);
      addEventListener('message', hear);
      probe.hidden = true;
      probe.src = address + PROBE;
      document.body.append(probe);
    });
  }

  const here = location.href.replace(/#.*/, '');

  /** A part that is looked at closely stays. */
  function isZoomed() {
    const whole = document.getElementById('whole');
    return whole !== null && !whole.hidden;
  }

  async function follow() {
    const age = Date.now() - Number(live.dataset.written);
    if (isZoomed()) {
      setTimeout(follow, EVERY);
    } else if (await isThere(here)) {
      if (age > STALE) {
        live.textContent = `Not written for ${Math.round(age / 60000)} minutes: the run may have been killed. Load the page anew to look again.`;
      } else {
        location.reload();
      }
    } else if (await isThere(new URL(live.dataset.over, here).href)) {
      location.replace(live.dataset.over);
    } else {
      live.textContent = 'The run is over, and its folder is no longer here.';
    }
  }

  setTimeout(follow, EVERY);
})();

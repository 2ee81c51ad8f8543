'use strict';

// Maps of images: the picture under the pointer, and classes that can be picked out by the legend.
(() => {
  const { pictures, names } = JSON.parse(document.getElementById('map-pictures').textContent);
  const tip = document.createElement('figure');
  tip.className = 'tip';
  tip.hidden = true;
  tip.append(document.createElement('figcaption'));
  document.body.append(tip);

  function show(point) {
    const at = Number(point.dataset.image);
    const picture = document.createElement('img');
    picture.alt = '';
    picture.src = pictures[at];
    tip.lastChild.textContent = names[at];
    tip.replaceChildren(picture, tip.lastChild);
    tip.hidden = false;
    const place = point.getBoundingClientRect();
    const { width, height } = tip.getBoundingClientRect();
    const right = place.right + 8;
    const below = place.bottom + 8;
    tip.style.left = Math.max(0, right + width > innerWidth ? place.left - width - 8 : right) + 'px';
    tip.style.top = Math.max(0, below + height > innerHeight ? place.top - height - 8 : below) + 'px';
  }

  document.querySelectorAll('svg.map').forEach((map) => {
    map.addEventListener('pointerover', (event) => {
      if (event.target.dataset.image !== undefined) {
        show(event.target);
      }
    });
    map.addEventListener('pointerout', () => {
      tip.hidden = true;
    });
  });

  /** Shows one class alone, or all again where it is alone already. */
  function pick(button) {
    const alone = button.getAttribute('aria-pressed') === 'true';
    document.querySelectorAll('.legend button').forEach((other) => {
      other.setAttribute('aria-pressed', other === button && !alone);
    });
    document.querySelectorAll('svg.map circle').forEach((point) => {
      point.classList.toggle('away', !alone && point.dataset.class !== button.dataset.class);
    });
  }

  document.querySelectorAll('.legend button').forEach((button) => {
    button.addEventListener('click', () => pick(button));
  });
})();

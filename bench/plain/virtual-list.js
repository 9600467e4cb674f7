// A list of which only the rows in sight are in the page. Rows are made once and recycled: each draws every n-th row.

const ROW_HEIGHT = 34;
const SPARE = 6;

export function virtualList(viewport, container, { cells: cellCount, draw, open }) {
  let count = 0;
  let first = -1;
  const pool = [];

  function grow(size) {
    while (pool.length < size) {
      const row = document.createElement("div");
      row.className = "row";
      row.setAttribute("role", "row");
      row.hidden = true;
      const cells = Array.from({ length: cellCount }, () => {
        const cell = document.createElement("div");
        cell.setAttribute("role", "gridcell");
        return cell;
      });
      row.append(...cells);
      const slot = { row, cells, index: -1 };
      row.addEventListener("click", () => open(slot.index));
      pool.push(slot);
      container.append(row);
    }
  }

  function render(all) {
    grow(Math.ceil(viewport.clientHeight / ROW_HEIGHT) + 2 * SPARE);
    const start = Math.max(0, Math.floor(viewport.scrollTop / ROW_HEIGHT) - SPARE);
    if (start === first && !all) return;
    first = start;
    for (let index = start; index < start + pool.length; index++) {
      const slot = pool[index % pool.length];
      if (slot.index === index && !all) continue;
      slot.index = index;
      slot.row.hidden = index >= count;
      if (index >= count) continue;
      slot.row.style.transform = `translateY(${index * ROW_HEIGHT}px)`;
      slot.row.setAttribute("aria-rowindex", index + 2);
      draw(slot.cells, index);
    }
  }

  viewport.addEventListener("scroll", () => render(false), { passive: true });
  new ResizeObserver(() => count && render(true)).observe(viewport);

  return {
    // Other rows: from the top again.
    reset(newCount) {
      count = newCount;
      container.style.height = `${count * ROW_HEIGHT}px`;
      viewport.scrollTop = 0;
      render(true);
    },
  };
}

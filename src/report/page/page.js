'use strict';
(function () {
  const $ = (id) => document.getElementById(id);
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const svg = (tag, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  };
  const number = new Intl.NumberFormat('en');

  // --- dark and light ------------------------------------------------------------------------------------------------
  const root = document.documentElement;
  const theme = $('theme');
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : prefersDark.matches);
  const showTheme = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; theme.setAttribute('aria-label', 'Switch to the ' + (isDark() ? 'light' : 'dark') + ' look'); };
  try { const kept = localStorage.getItem('worktell-theme'); if (kept === 'dark' || kept === 'light') root.dataset.theme = kept; } catch (e) { /* a file may have no storage */ }
  theme.hidden = false;
  showTheme();
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try { localStorage.setItem('worktell-theme', root.dataset.theme); } catch (e) { /* the same */ }
    showTheme();
  });
  prefersDark.addEventListener('change', showTheme);

  // --- data ----------------------------------------------------------------------------------------------------------
  const data = JSON.parse($('data').textContent);
  const rows = data.rows;
  // A row: what stands where.
  const TEXT = 0, KIND = 1, LABEL = 2, SURE = 3, MARGIN = 4, TEAM = 5, OWNER = 6, FILE = 7, MONTH = 8, DATE = 9, ROW = 10, ID = 11,
    LEFT = 12, SCORES = 13, AXES = 14, REASONS = 15, MORE = 16;
  const RULE = 0, POINTS = 1, MATCH = 2, DECIDES = 3, SIDE = 4;
  const MISMATCH = 0;
  let lowered = null;  // texts in lower case, made at the first search
  const haystack = (i) => {
    if (!lowered) lowered = new Array(rows.length);
    const made = lowered[i];
    if (made !== undefined) return made;
    const row = rows[i];
    return (lowered[i] = (row[TEXT] + '\n' + row[ID] + '\n' + data.teams[row[TEAM]] + '\n' + data.owners[row[OWNER]]).toLowerCase());
  };

  // --- what is shown -------------------------------------------------------------------------------------------------
  const state = { search: '', kind: -1, label: -1, team: -1, owner: -1, month: -1, declared: -1, sort: -1, down: false };
  let shown = new Uint32Array(0);
  let active = -1;  // place among the rows shown

  const columns = [
    { key: (r) => r[TEXT], text: true }, { key: (r) => data.teams[r[TEAM]], text: true }, { key: (r) => r[LABEL] }, { key: (r) => r[SURE] },
    { key: (r) => data.owners[r[OWNER]], text: true }, { key: (r) => data.months[r[MONTH]] + ' ' + r[DATE], text: true }];

  const matches = (i, words) => {
    const row = rows[i];
    if (state.kind >= 0 && row[KIND] !== state.kind) return false;
    if (state.label >= 0 && row[LABEL] !== state.label) return false;
    if (state.team >= 0 && row[TEAM] !== state.team) return false;
    if (state.owner >= 0 && row[OWNER] !== state.owner) return false;
    if (state.month >= 0 && row[MONTH] !== state.month) return false;
    if (state.declared >= 0 && data.teamLabels[row[TEAM]] !== state.declared) return false;
    if (words.length === 0) return true;
    const text = haystack(i);
    return words.every((word) => text.includes(word));
  };

  const sortShown = () => {
    if (state.sort < 0) return;
    const column = columns[state.sort];
    const keys = new Array(rows.length);
    for (const i of shown) { const key = column.key(rows[i]); keys[i] = column.text ? key.toLowerCase() : key; }
    const sign = state.down ? -1 : 1;
    shown.sort((a, b) => (keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : a - b));
  };

  const select = () => {
    const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
    const found = new Uint32Array(rows.length);
    let count = 0;
    for (let i = 0; i < rows.length; ++i) if (matches(i, words)) found[count++] = i;
    shown = found.subarray(0, count);
    sortShown();
  };

  // --- the rows on the screen: only those in view exist --------------------------------------------------------------
  const grid = $('grid'), body = $('body'), split = $('split'), detail = $('detail');
  const pool = [];
  const narrow = window.matchMedia('(max-width: 760px)');
  const rowHeight = () => (narrow.matches ? 78 : 46);
  let printing = false;

  const key = (label) => {
    const mark = svg('svg', { class: 'key', 'aria-hidden': 'true' });
    mark.append(svg('rect', { width: '100%', height: '100%', rx: 3, class: 'f' + label }));
    return mark;
  };

  const newRow = () => {
    const element = make('div', 'row');
    element.setAttribute('role', 'row');
    const cells = ['cell what', 'cell soft', 'cell read', 'cell sure', 'cell soft wide', 'cell soft wide'].map((name) => {
      const cell = make('div', name);
      cell.setAttribute('role', 'gridcell');
      element.append(cell);
      return cell;
    });
    body.append(element);
    return { element, cells, at: -1, index: -1 };
  };

  const fill = (one, at) => {
    const index = shown[at], row = rows[index];
    one.at = at;
    if (one.index !== index) {
      one.index = index;
      const cells = one.cells;
      cells[0].textContent = row[TEXT];
      cells[0].dir = 'auto';
      cells[1].textContent = data.teams[row[TEAM]];
      cells[2].replaceChildren(key(row[LABEL]), make('span', '', data.labels[row[LABEL]]));
      if (row[KIND] === MISMATCH) {
        const flag = make('span', 'flag', '\u26a0\ufe0e');
        flag.title = 'looks filed wrong';
        flag.setAttribute('role', 'img');
        flag.setAttribute('aria-label', 'looks filed wrong');
        cells[2].append(flag);
      }
      cells[3].textContent = Math.round(row[SURE] / 10) + '%';
      cells[4].textContent = data.owners[row[OWNER]];
      cells[5].textContent = row[DATE];
    }
    const element = one.element;
    element.id = 'row-' + at;
    element.setAttribute('aria-rowindex', at + 2);
    element.classList.toggle('active', at === active);
    element.setAttribute('aria-selected', at === active);
    element.style.transform = 'translateY(' + at * rowHeight() + 'px)';
    element.hidden = false;
  };

  const draw = () => {
    const height = rowHeight();
    const head = narrow.matches ? 0 : 38;
    let first = Math.max(0, Math.floor((grid.scrollTop - head) / height) - 6);
    let count = Math.ceil(grid.clientHeight / height) + 12;
    if (printing) { first = 0; count = 300; }
    const end = Math.min(shown.length, first + count);
    body.style.height = shown.length * height + 'px';
    while (pool.length < end - first) pool.push(newRow());
    pool.forEach((one, i) => { if (first + i < end) fill(one, first + i); else { one.element.hidden = true; one.element.removeAttribute('id'); } });
    $('empty').hidden = shown.length > 0;
  };
  let waiting = false;
  const drawSoon = () => { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; draw(); }); } };

  const refresh = () => {
    select();
    active = -1;
    closeDetail();
    grid.scrollTop = 0;
    grid.setAttribute('aria-rowcount', shown.length + 1);
    grid.removeAttribute('aria-activedescendant');
    const whole = shown.length === rows.length;
    $('count').textContent = whole ? number.format(rows.length) + (rows.length === 1 ? ' activity' : ' activities') +
      (data.left > 0 ? ', the most worth a second look of ' + number.format(rows.length + data.left) : '')
      : number.format(shown.length) + ' of ' + number.format(rows.length) + ' activities' +
      (state.declared >= 0 ? ', filed as ' + data.labels[state.declared] : '');
    $('clear').hidden = whole && state.sort < 0;
    draw();
  };

  // --- one activity ---------------------------------------------------------------------------------------------------
  const markedText = (row) => {
    const text = row[TEXT];
    const spans = [];
    for (const reason of row[REASONS]) {
      const at = reason[DECIDES] && reason[MATCH] ? text.indexOf(reason[MATCH]) : -1;
      if (at >= 0 && spans.every((s) => at >= s[1] || at + reason[MATCH].length <= s[0])) spans.push([at, at + reason[MATCH].length]);
    }
    spans.sort((a, b) => a[0] - b[0]);
    const element = make('p', 'text');
    element.dir = 'auto';
    let from = 0;
    for (const [begin, end] of spans) {
      element.append(text.slice(from, begin), make('mark', '', text.slice(begin, end)));
      from = end;
    }
    element.append(text.slice(from));
    if (row[LEFT] > 0) element.append(make('span', 'small', number.format(row[LEFT]) + ' more characters'));
    return element;
  };

  const points = (hundredths) => (hundredths / 100).toFixed(2);

  const reasonList = (row) => {
    const list = make('ul', 'reasons');
    for (const reason of row[REASONS]) {
      const item = make('li');
      const why = make('div', reason[DECIDES] ? 'decides' : '', data.rules[reason[RULE]]);
      if (reason[MATCH]) why.append(make('q', '', reason[MATCH]));
      item.append(key(reason[SIDE]), why, make('span', 'num', points(reason[POINTS])));
      list.append(item);
    }
    return list;
  };

  const scoreBars = (row) => {
    const bars = make('div', 'scores');
    const most = Math.max(1, ...row[SCORES]);
    row[SCORES].forEach((score, label) => {
      const bar = svg('svg', { width: '100%', height: 8, 'aria-hidden': 'true' });
      bar.append(svg('rect', { width: '100%', height: 8, rx: 4, class: 'track' }),
        svg('rect', { width: Math.max(0, score / most * 100) + '%', height: 8, rx: 4, class: 'f' + label }));
      bars.append(make('span', '', label === 3 ? data.other : data.labels[label]), bar, make('span', 'num', points(score)));
    });
    return bars;
  };

  const facts = (row) => {
    const list = make('dl', 'facts');
    const add = (name, value) => { if (value) list.append(make('dt', '', name), make('dd', '', value)); };
    const says = data.teamLabels[row[TEAM]];
    add('Filed under', data.teams[row[TEAM]] + (says >= 0 ? ' (' + data.labels[says] + ')' : ''));
    add('Owner', data.owners[row[OWNER]]);
    add('Date', row[DATE]);
    add('Shows', data.axes.map((axis, i) => (row[AXES][i] === '-' ? axis[0] : row[AXES][i] === '+' ? axis[1] : '')).filter(Boolean).join(', '));
    add('From', data.files[row[FILE]] + (row[ROW] ? ', row ' + row[ROW] : '') + (row[ID] ? ', ' + row[ID] : ''));
    return list;
  };

  const showDetail = (at) => {
    const row = rows[shown[at]];
    const close = make('button', 'ghost close', 'Close');
    close.type = 'button';
    close.addEventListener('click', () => { closeDetail(); grid.focus(); });
    const verdict = make('p', 'verdict');
    verdict.append(key(row[LABEL]), make('b', '', data.labels[row[LABEL]]), make('span', 'note', Math.round(row[SURE] / 10) + '% sure'));
    verdict.lastChild.style.margin = '0';
    if (row[KIND] === MISMATCH) verdict.append(make('span', 'tag', 'looks filed wrong'));
    const parts = [close, markedText(row), verdict, make('h3', '', 'Why')];
    if (row[REASONS].some((reason) => reason[DECIDES])) parts.push(reasonList(row));
    else {
      const some = row[SCORES][0] > 0 || row[SCORES][1] > 0;
      parts.push(make('p', '', row[LABEL] === 2 ? data.words.both : some ? data.words.some : data.words.none));
      if (row[REASONS].length) parts.push(reasonList(row));
    }
    if (row[MORE] > 0) parts.push(make('p', 'small', 'and ' + row[MORE] + ' smaller ' + (row[MORE] === 1 ? 'sign' : 'signs')));
    parts.push(make('h3', '', 'Points'), scoreBars(row), make('h3', '', 'Where'), facts(row));
    detail.replaceChildren(...parts);
    detail.scrollTop = 0;
    if (detail.hidden) { detail.hidden = false; split.classList.add('open'); draw(); }
  };

  function closeDetail() {
    if (detail.hidden) return;
    detail.hidden = true;
    detail.replaceChildren();
    split.classList.remove('open');
  }

  const setActive = (at, open) => {
    if (shown.length === 0) return;
    active = Math.max(0, Math.min(shown.length - 1, at));
    const height = rowHeight(), head = narrow.matches ? 0 : 38;
    const top = active * height;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + height > grid.scrollTop + grid.clientHeight - head) grid.scrollTop = top + height - grid.clientHeight + head;
    draw();
    grid.setAttribute('aria-activedescendant', 'row-' + active);
    if (open || !detail.hidden) showDetail(active);
  };

  body.addEventListener('click', (event) => {
    const element = event.target.closest('.row');
    const one = pool.find((p) => p.element === element);
    if (!one) return;
    if (one.at === active && !detail.hidden) closeDetail(); else setActive(one.at, true);
  });
  grid.addEventListener('scroll', drawSoon, { passive: true });
  window.addEventListener('resize', drawSoon);
  narrow.addEventListener('change', drawSoon);
  grid.addEventListener('keydown', (event) => {
    if (event.target !== grid || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(grid.clientHeight / rowHeight()) - 2);
    const moves = { ArrowDown: active + 1, ArrowUp: Math.max(0, active - 1), PageDown: active + page, PageUp: active - page, Home: 0, End: shown.length - 1 };
    if (event.key in moves) setActive(moves[event.key], false);
    else if (event.key === 'Enter' || event.key === ' ') { if (detail.hidden) setActive(Math.max(0, active), true); else closeDetail(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) { $('search').focus(); event.preventDefault(); }
    if (event.key === 'Escape' && !detail.hidden) { closeDetail(); grid.focus(); }
  });

  // --- search, filters, order -----------------------------------------------------------------------------------------
  let timer = 0;
  $('search').addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => { state.search = $('search').value; refresh(); }, rows.length > 20000 ? 120 : 0);
  });
  const filters = { label: data.labels, team: data.teams, owner: data.owners, month: data.months };
  for (const name in filters) {
    const box = $('by-' + name);
    const present = new Set(rows.map((row) => row[{ label: LABEL, team: TEAM, owner: OWNER, month: MONTH }[name]]));
    const order = [...present];
    if (name === 'team' || name === 'owner') order.sort((a, b) => (filters[name][a].toLowerCase() < filters[name][b].toLowerCase() ? -1 : 1));
    else order.sort((a, b) => a - b);
    for (const i of order.slice(0, 2000)) {
      const option = make('option', '', filters[name][i] || data.none[name]);
      option.value = i;
      box.append(option);
    }
    box.hidden = present.size < 2;
    box.addEventListener('change', () => { state[name] = Number(box.value); state.declared = -1; refresh(); });
  }
  const chips = [...document.querySelectorAll('.chip')];
  const showChips = () => chips.forEach((chip) => chip.setAttribute('aria-pressed', Number(chip.dataset.kind) === state.kind));
  chips.forEach((chip) => chip.addEventListener('click', () => { state.kind = Number(chip.dataset.kind); showChips(); refresh(); }));
  const heads = [...document.querySelectorAll('.head > div')];
  heads.forEach((head, i) => head.firstElementChild.addEventListener('click', () => {
    if (state.sort !== i) { state.sort = i; state.down = false; } else if (!state.down) state.down = true; else state.sort = -1;
    showSort();
    refresh();
  }));
  const showSort = () => heads.forEach((head, i) => head.setAttribute('aria-sort', state.sort !== i ? 'none' : state.down ? 'descending' : 'ascending'));

  const clear = () => {
    Object.assign(state, { search: '', kind: -1, label: -1, team: -1, owner: -1, month: -1, declared: -1, sort: -1, down: false });
    $('search').value = '';
    for (const name in filters) $('by-' + name).value = '-1';
    showChips();
    showSort();
  };
  $('clear').addEventListener('click', () => { clear(); refresh(); $('search').focus(); });
  // The figures above the table choose what it shows.
  document.querySelectorAll('[data-pick]').forEach((button) => button.addEventListener('click', () => {
    clear();
    const pick = JSON.parse(button.dataset.pick);
    Object.assign(state, pick);
    for (const name in filters) if (name in pick) $('by-' + name).value = pick[name];
    showChips();
    refresh();
    $('activities').scrollIntoView();
    grid.focus({ preventScroll: true });
  }));
  const print = (on) => { printing = on; draw(); };
  window.addEventListener('beforeprint', () => print(true));
  window.addEventListener('afterprint', () => print(false));

  showChips();
  refresh();
  $('table-tools').hidden = false;
})();

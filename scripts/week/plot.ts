/** A week as a picture: what was accepted and refused, memory, standstills, and how many people were waited for. */
const WIDTH = 900;
const LEFT = 70;
const RIGHT = 20;
const HEIGHT = 120;
const GAP = 56;
const COLOURS = ['#128c7e', '#d9534f', '#5b6abf', '#b0823a', '#7a4fa3', '#3a8fb0', '#777777', '#c26a9a'];

/** Minutes from the beginning, and a value. */
export type Point = readonly [minute: number, value: number];

export interface Line {
	readonly name: string;
	readonly points: readonly Point[];
	/** Points that are not joined. */
	readonly isScattered?: boolean;
}

export interface Panel {
	readonly title: string;
	readonly lines: readonly Line[];
	/** A dashed line. */
	readonly limit?: number;
}

/** A moment at which something went wrong. */
export interface Mark {
	readonly minute: number;
	readonly until: number;
	readonly isOfN8n: boolean;
}

const escaped = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** 1, 2 or 5 times a power of ten, not below the value. */
function ceiling(value: number): number {
	const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
	return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

function drawPanel(
	{ title, lines, limit }: Panel,
	top: number,
	minutes: number,
	marks: readonly Mark[],
): string {
	const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
	const most = ceiling(values.reduce((max, value) => Math.max(max, value), limit ?? 1));
	const x = (minute: number) => (LEFT + (minute / minutes) * (WIDTH - LEFT - RIGHT)).toFixed(1);
	const y = (value: number) => (top + HEIGHT - (value / most) * HEIGHT).toFixed(1);
	const parts = [`<text x="${LEFT}" y="${top - 24}" class="title">${escaped(title)}</text>`];
	for (const { minute, until, isOfN8n } of marks) {
		const width = Math.max(1, Number(x(until)) - Number(x(minute)));
		parts.push(
			`<rect x="${x(minute)}" y="${top}" width="${width.toFixed(1)}" height="${HEIGHT}" fill="${isOfN8n ? '#f6dcdb' : '#eef0f2'}"/>`,
		);
	}
	for (const value of [0, most / 2, most])
		parts.push(
			`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>`,
			`<text x="${LEFT - 8}" y="${Number(y(value)) + 4}" text-anchor="end" class="note">${value.toLocaleString('en')}</text>`,
		);
	if (limit !== undefined)
		parts.push(
			`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(limit)}" y2="${y(limit)}" stroke="#333" stroke-dasharray="4 3"/>`,
		);
	let key = LEFT;
	lines.forEach(({ name, points, isScattered }, index) => {
		const colour = COLOURS[index % COLOURS.length];
		parts.push(
			isScattered
				? points
						.map(([minute, value]) => `<circle cx="${x(minute)}" cy="${y(value)}" r="2" fill="${colour}"/>`)
						.join('')
				: `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${points.map(([minute, value]) => `${x(minute)},${y(value)}`).join(' ')}"/>`,
		);
		if (name === '') return;
		parts.push(
			`<rect x="${key}" y="${top - 16}" width="10" height="10" fill="${colour}"/>`,
			`<text x="${key + 14}" y="${top - 7}" class="note">${escaped(name)}</text>`,
		);
		key += 30 + name.length * 7;
	});
	parts.push(
		`<text x="${WIDTH - RIGHT}" y="${top + HEIGHT + 16}" text-anchor="end" class="note">${minutes.toFixed(0)} min</text>`,
	);
	return parts.join('\n');
}

/** @returns an SVG, one panel below the other over the same minutes; what went wrong is shaded */
export function drawWeek(
	title: string,
	panels: readonly Panel[],
	minutes: number,
	marks: readonly Mark[],
): string {
	const tops = panels.map((_, index) => 76 + index * (HEIGHT + GAP));
	const height = 76 + panels.length * (HEIGHT + GAP) - 20;
	const drawn = panels.map((panel, index) => drawPanel(panel, tops[index] ?? 0, minutes, marks));
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13">
<style>text { fill: #222 } .title { font-weight: 600; font-size: 15px } .note { fill: #555; font-size: 12px }</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${LEFT}" y="24">${escaped(title)}. Grey: the service misbehaves. Red: n8n is interrupted.</text>
${drawn.join('\n')}
</svg>
`;
}

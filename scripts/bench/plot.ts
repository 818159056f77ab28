/** The results as a picture: bars for time, with what was lost written beside them. */
import type { Results, Row } from './report';

const WIDTH = 900;
const LABELS = 270;
const NOTES = 190;
const BAR = 22;
const GAP = 12;
const OWN = '#128c7e';
const OTHER = '#9aa5ad';
const LOSING = '#d9534f';

const escaped = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function bar(row: Row, y: number, perSecond: number): string {
	const width = Math.max(2, row.seconds * perSecond);
	const colour = row.lost > 0 ? LOSING : row.name.startsWith('ITNIO') ? OWN : OTHER;
	const note = `${row.seconds.toFixed(1)} s${row.lost > 0 ? `, ${row.lost} of ${row.messages} lost` : ', none lost'}`;
	const middle = y + BAR * 0.7;
	return [
		`<text x="${LABELS - 10}" y="${middle}" text-anchor="end">${escaped(row.name)}</text>`,
		`<rect x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="3" fill="${colour}"/>`,
		`<text x="${(LABELS + width + 8).toFixed(1)}" y="${middle}" class="note">${escaped(note)}</text>`,
	].join('\n');
}

/** @returns an SVG with one group of bars for each number of messages */
export function drawPlot({ rows, rate, latencyMs }: Results): string {
	const parts: string[] = [];
	let y = 56;
	for (const messages of [...new Set(rows.map((row) => row.messages))]) {
		const group = rows.filter((row) => row.messages === messages);
		const perSecond = (WIDTH - LABELS - NOTES) / Math.max(...group.map(({ seconds }) => seconds));
		const limit = LABELS + ((messages - 1) / rate + latencyMs / 1000) * perSecond;
		parts.push(`<text x="${LABELS}" y="${y}" class="title">${messages.toLocaleString('en')} messages</text>`);
		y += 12;
		const top = y;
		for (const row of group) {
			parts.push(bar(row, y, perSecond));
			y += BAR + GAP;
		}
		parts.push(
			`<line x1="${limit.toFixed(1)}" x2="${limit.toFixed(1)}" y1="${top - 4}" y2="${y - GAP + 4}" stroke="#333" stroke-dasharray="3 3"/>`,
		);
		y += 34;
	}
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="13">
<style>text { fill: #222 } .title { font-weight: 600; font-size: 15px } .note { fill: #555 }</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${LABELS}" y="26">A service that takes ${rate} messages a second, ${latencyMs} ms away. Dashed: sending evenly at its limit.</text>
${parts.join('\n')}
</svg>
`;
}

/** The results as a picture: bars for time, with what was lost written beside them. */
import { burstSeconds, evenSeconds, type Limited } from './limits';
import { tasksOf } from './report';
import type { Results } from './results';
import { THIS_NODE } from './ways';

const WIDTH = 900;
const LABELS = 310;
const NOTES = 190;
const BAR = 22;
const GAP = 12;
const OWN = '#128c7e';
const OTHER = '#9aa5ad';
const LOSING = '#d9534f';
/** A bar is cut at so many times the even time, else one that takes minutes would leave nothing to see of the others. */
const LONGEST = 3;

const escaped = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

interface Bar {
	name: string;
	lost: number;
	seconds: number;
}

interface Panel {
	title: string;
	task: Limited;
	bars: readonly Bar[];
}

function bar({ name, lost, seconds }: Bar, { messages }: Limited, y: number, scale: Scale): string {
	const isCut = seconds > scale.longest;
	const width = Math.max(2, Math.min(seconds, scale.longest) * scale.perSecond);
	const colour = lost > 0 ? LOSING : name === THIS_NODE ? OWN : OTHER;
	const note = `${isCut ? '… ' : ''}${seconds.toFixed(1)} s${lost > 0 ? `, ${lost} of ${messages} lost` : ', none lost'}`;
	const middle = y + BAR * 0.7;
	return [
		`<text x="${LABELS - 10}" y="${middle}" text-anchor="end">${escaped(name)}</text>`,
		`<rect x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="3" fill="${colour}"/>`,
		`<text x="${(LABELS + width + 8).toFixed(1)}" y="${middle}" class="note">${escaped(note)}</text>`,
	].join('\n');
}

interface Scale {
	/** Seconds at which a bar is cut. */
	longest: number;
	/** Pixels. */
	perSecond: number;
}

function scaleOf({ bars, task }: Panel): Scale {
	const most = Math.max(evenSeconds(task), ...bars.map(({ seconds }) => seconds));
	const longest = Math.min(most, LONGEST * evenSeconds(task));
	return { longest, perSecond: (WIDTH - LABELS - NOTES) / longest };
}

function panelsOf({ messages, executions }: Results): Panel[] {
	const of = <T extends Limited & Bar>(rows: readonly T[], what: string): Panel[] =>
		tasksOf(rows).map((task) => ({
			title: `${task.messages.toLocaleString('en')} ${what}, ${task.rate} a second, ${task.latencyMs} ms away`,
			task,
			bars: rows.filter((row) => row.messages === task.messages && row.rate === task.rate),
		}));
	return [
		...of(messages?.rows ?? [], 'messages in one run'),
		...of(executions?.rows ?? [], 'executions of one message'),
	];
}

/** @returns an SVG with one group of bars for each number of messages and of executions */
export function drawPlot(results: Results): string {
	const parts: string[] = [];
	let y = 56;
	for (const panel of panelsOf(results)) {
		const { title, task, bars } = panel;
		const scale = scaleOf(panel);
		parts.push(`<text x="${LABELS}" y="${y}" class="title">${title}</text>`);
		y += 12;
		const top = y;
		for (const one of bars) {
			parts.push(bar(one, task, y, scale));
			y += BAR + GAP;
		}
		const mark = (seconds: number, dashes: string) => {
			const x = (LABELS + seconds * scale.perSecond).toFixed(1);
			parts.push(
				`<line x1="${x}" x2="${x}" y1="${top - 4}" y2="${y - GAP + 4}" stroke="#333" stroke-dasharray="${dashes}"/>`,
			);
		};
		mark(burstSeconds(task), '1 3');
		mark(evenSeconds(task), '4 3');
		y += 34;
	}
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="13">
<style>text { fill: #222 } .title { font-weight: 600; font-size: 15px } .note { fill: #555 }</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${LABELS}" y="26">Dashed: sending evenly at the limit. Dotted: in bursts, the least the limit allows.</text>
${parts.join('\n')}
</svg>
`;
}

/** Pictures of potted plants, drawn here, so that the README shows products without anybody's photographs. */
const petals = (count: number, radius: number, length: number, width: number, colour: string, turn = 0) =>
	Array.from({ length: count }, (_, index) => {
		const angle = turn + (360 / count) * index;
		return `<path d="M0 ${-radius} q${width} ${-length / 2} 0 ${-length} q${-width} ${length / 2} 0 ${length}z" fill="${colour}" transform="rotate(${angle})"/>`;
	}).join('');

const leaf = (angle: number, length: number, width: number, colour: string, marks = '') =>
	`<g transform="rotate(${angle})"><path d="M${-width} 0 Q${-width} ${-length * 0.6} 0 ${-length} Q${width} ${-length * 0.6} ${width} 0z" fill="${colour}"/>${marks}</g>`;

const fan = (angles: number[], draw: (angle: number, index: number) => string) => angles.map(draw).join('');

const stripes = (length: number, width: number) =>
	[0.2, 0.34, 0.48, 0.62]
		.map(
			(height) =>
				`<path d="M${-width * 0.75 * (1 - height * 0.6)} ${-length * height} h${width * 1.5 * (1 - height * 0.6)}" stroke="#e8f3e4" stroke-width="4" stroke-linecap="round"/>`,
		)
		.join('');

const pot = (colour: string, rim: string) =>
	`<path d="M230 280h140l-16 92a14 14 0 0 1-14 12h-80a14 14 0 0 1-14-12z" fill="${colour}"/><rect x="220" y="262" width="160" height="30" rx="8" fill="${rim}"/>`;

const scene = (wall: string, table: string, plant: string, of: string) =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 420" width="600" height="420"><rect width="600" height="420" fill="${wall}"/><rect y="352" width="600" height="68" fill="${table}"/>${plant}${of}</svg>`;

const at = (x: number, y: number, drawing: string) => `<g transform="translate(${x} ${y})">${drawing}</g>`;

const plants: Record<string, string> = {
	'blue-echeveria': scene(
		'#f3e7dc',
		'#e2cdb9',
		at(
			300,
			205,
			petals(10, 8, 112, 62, '#7ea6b8') +
				petals(9, 6, 86, 54, '#96bccb', 18) +
				petals(7, 4, 60, 42, '#b2d2dc', 5) +
				petals(5, 0, 34, 28, '#d3e8ec', 30),
		),
		pot('#c8714c', '#d98561'),
	),
	'jade-plant': scene(
		'#e3ede4',
		'#c9d9cb',
		'<path d="M300 270 C296 220 270 200 252 172 M300 250 C304 210 330 190 352 160 M300 240 C300 190 298 160 300 118" stroke="#8a6a4a" stroke-width="12" fill="none" stroke-linecap="round"/>' +
			fan([-70, -35, 0, 35, 70, 105, -105], (angle) => at(252, 172, leaf(angle, 62, 20, '#4e8f5a'))) +
			fan([-60, -20, 20, 60, 95, -95], (angle) => at(352, 160, leaf(angle, 60, 20, '#5da269'))) +
			fan([-75, -40, 0, 40, 75], (angle) => at(300, 120, leaf(angle, 66, 21, '#73b47b'))),
		pot('#3f6e8c', '#4f82a2'),
	),
	'zebra-haworthia': scene(
		'#ece6f2',
		'#d5cae0',
		at(
			300,
			272,
			fan([-62, 62, -40, 40], (angle) => leaf(angle, 150, 17, '#2f6b4a', stripes(150, 17))) +
				fan([-20, 20, 0], (angle) => leaf(angle, 176, 18, '#3b7d58', stripes(176, 18))),
		),
		pot('#e9b44c', '#f2c46a'),
	),
	'aloe-vera': scene(
		'#e0eef0',
		'#c3d9dc',
		at(
			300,
			272,
			fan([-58, 58, -34, 34, -12, 12], (angle, index) =>
				leaf(angle, 150 + index * 12, 22, ['#5f9e8f', '#6cab9b'][index % 2] ?? ''),
			),
		),
		pot('#8c5a6e', '#a06d82'),
	),
};

/** The picture that an address such as `https://images.example.com/jade-plant.jpg` means, as SVG. */
export function plantAt(address: string): string {
	const name = /([\w-]+)\.\w+$/.exec(address)?.[1] ?? '';
	return plants[name] ?? (plants['aloe-vera'] as string);
}

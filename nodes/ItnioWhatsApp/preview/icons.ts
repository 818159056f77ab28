/**
 * Icons as shapes of the style sheet, in a square of 24 (ticks: 16) pixels: unlike inline SVG they survive the
 * sanitiser through which n8n shows HTML, and unlike data: images they need no exception in the content policy.
 */
const ICONS: Readonly<Record<string, string>> = {
	back: 'M14.5 5 16 6.5 10.5 12l5.5 5.5-1.5 1.5-7-7z',
	camera: 'M4 6h10a2 2 0 0 1 2 2v2.5l5-3v9l-5-3V16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z',
	close: 'M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6 10.6 12 5 6.4z',
	download: 'M11 4h2v8.2l3.3-3.3 1.4 1.4L12 16l-5.7-5.7 1.4-1.4L11 12.2zM5 18h14v2H5z',
	image:
		'M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM5 6v9l4-4 5 5 2.5-2.5L19 16V6zM15 8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z',
	list: 'M3.5 5h3v2.2h-3zM8.5 5h12v2.2h-12zM3.5 10.9h3v2.2h-3zM8.5 10.9h12v2.2h-12zM3.5 16.8h3V19h-3zM8.5 16.8h12V19h-12z',
	mic: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11h1.8a4.7 4.7 0 0 0 9.4 0h1.8a6.5 6.5 0 0 1-5.5 6.4V21h-2v-3.6A6.5 6.5 0 0 1 5.5 11z',
	more: 'M12 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM12 10a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM12 16a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
	open: 'M5 5h6v2H7v10h10v-4h2v6H5zM13.5 5H19v5.5h-2V8.4l-6.3 6.3-1.4-1.4L15.6 7h-2.1z',
	person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20c0-4 4-6 8-6s8 2 8 6z',
	pin: 'M12 2a7 7 0 0 0-7 7c0 5.2 7 13 7 13s7-7.8 7-13a7 7 0 0 0-7-7zM12 6.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
	play: 'M8 5.2v13.6c0 .6.7 1 1.2.7l10.4-6.8c.5-.3.5-1.1 0-1.4L9.2 4.5C8.7 4.2 8 4.6 8 5.2z',
	reply: 'M10 8.5V4.5L3 11l7 6.5v-4.2c5 0 8.3 1.5 10.8 5-1-5.2-4.3-9.3-10.8-9.8z',
	smile:
		'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 4.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4zM9 8.8a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6zM15 8.8a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6zM7.5 13.5h9a4.6 4.6 0 0 1-9 0z',
	template: 'M5 3h14v5H5zM5 10h6v11H5zM13 10h6v11h-6z',
	warn: 'M12 3 22 20.5H2zM11 9.5V15h2V9.5zM11 16.5v2h2v-2z',
};

const TICKS = 'M.5 8.7l1-1 2.6 2.6L9.8 3.8l1 .9-6.7 7.6zM6.3 10.6l.9-1 1.1 1.1 5.7-6.9 1 .9-6.7 7.6z';

const shape = (name: string, path: string): string => `.ic-${name}{clip-path:path(evenodd,'${path}')}`;

export const ICON_STYLE = [
	'.ic{display:inline-block;flex:none;width:24px;height:24px;background:currentColor}',
	...Object.entries(ICONS).map(([name, path]) => shape(name, path)),
	'.ic-ticks{width:16px;height:16px}',
	shape('ticks', TICKS),
].join('\n');

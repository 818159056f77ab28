/** Style and script of the page, inline so that it works without a network. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#f3f1ec;--panel:#fff;--ink:#17211e;--soft:#66736e;--line:#e2e0d9;--brand:#0b6b58;--brand2:#0f8f74;--bubble:#dcf7d3;--tap:#0a7cb8;--bad:#b3261e;--badbg:#fde7e4;--warn:#8a5a00;--warnbg:#fff1d1;--chip:#eef3f1;--media:#cfe3dc}
@media (prefers-color-scheme:dark){:root{--bg:#0e1513;--panel:#16201d;--ink:#e8efec;--soft:#93a39d;--line:#263430;--brand:#0a4f42;--brand2:#0c6b58;--bubble:#114a3c;--tap:#6cc6f5;--bad:#ffb4ab;--badbg:#4a1a16;--warn:#ffd58a;--warnbg:#43330e;--chip:#20302b;--media:#1d3a33}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.top{background:linear-gradient(120deg,var(--brand),var(--brand2));color:#fff;padding:22px 32px;display:flex;gap:24px;justify-content:space-between;align-items:center;flex-wrap:wrap}
h1{margin:0;font-size:24px;letter-spacing:-.01em}.top p{margin:2px 0 0;opacity:.85}
.tiles{display:flex;gap:10px}.tile{background:rgba(255,255,255,.14);border-radius:12px;padding:8px 16px;font-size:12px;text-align:center;min-width:88px}.tile b{display:block;font-size:22px;font-variant-numeric:tabular-nums}
main{display:grid;grid-template-columns:minmax(0,1fr) 430px;gap:28px;padding:24px 32px;max-width:1480px;margin:0 auto}
@media (max-width:1000px){main{grid-template-columns:minmax(0,1fr);padding:20px 16px}.top{padding:20px 16px}.tiles{flex:1;flex-wrap:wrap}.tile{flex:1;padding:8px;min-width:72px}td code{white-space:normal}}
h2{font-size:13px;text-transform:uppercase;letter-spacing:.07em;color:var(--soft);margin:0 0 12px;display:flex;gap:10px;align-items:center}
#live{font-size:11px;letter-spacing:0;text-transform:none;border-radius:99px;background:var(--chip);padding:2px 9px 2px 20px;position:relative}#live::before{content:"";position:absolute;left:8px;top:7px;width:7px;height:7px;border-radius:50%;background:#23b26d}#live.off::before{background:var(--bad)}
article,aside section{background:var(--panel);border:1px solid var(--line);border-radius:14px;padding:14px 16px;margin-bottom:14px}
article.no{border-left:4px solid var(--bad)}article.ok{border-left:4px solid var(--brand2)}
article header{display:flex;gap:10px;align-items:center;flex-wrap:wrap;margin-bottom:10px}
.kind{background:var(--chip);border-radius:99px;padding:2px 11px;font-size:12px;font-weight:600}.to{color:var(--soft);font-variant-numeric:tabular-nums}.to b{color:var(--ink)}
time{margin-left:auto;color:var(--soft);font-size:12px;font-variant-numeric:tabular-nums}
.badge{border-radius:99px;padding:2px 10px;font-size:12px;font-weight:600}.badge.bad{background:var(--badbg);color:var(--bad)}.badge.warn{background:var(--warnbg);color:var(--warn)}
.bubble{background:var(--bubble);border-radius:4px 14px 14px 14px;padding:9px 13px;max-width:min(560px,100%);width:fit-content;min-width:min(180px,100%);overflow-wrap:anywhere}
article.no .bubble{background:var(--chip)}
.bubble p{margin:2px 0;white-space:pre-wrap}.bubble em{display:block;font-style:normal;font-size:12px;color:var(--soft);margin-top:4px}.bubble strong{display:block}
.taps,.rows{border-top:1px solid color-mix(in srgb,var(--ink) 14%,transparent);margin:8px -13px -9px;padding:2px 0}
.rows h4{margin:6px 13px 0;font-size:12px;color:var(--soft)}
.tap{display:block;width:100%;border:0;background:none;color:var(--tap);font:inherit;font-weight:500;text-align:center;padding:6px 13px}.rows .tap{text-align:left;color:var(--ink)}.tap small{display:block;font-weight:400;color:var(--soft)}
button.tap{cursor:pointer}button.tap:hover{text-decoration:underline}
.cards{display:flex;gap:10px;overflow-x:auto;margin-top:8px;padding-bottom:4px}.card{flex:0 0 170px;background:var(--panel);border-radius:10px;overflow:hidden;font-size:13px;display:flex;flex-direction:column}.card p{padding:4px 10px;flex:1}
.media{background:var(--media);height:84px;display:grid;place-content:center;text-align:center;color:var(--soft);font-size:12px;padding:0 8px;overflow:hidden}.media b{font-size:22px;line-height:1.2;font-weight:400}.media span{max-width:150px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.remarks{margin:10px 0 0;padding-left:18px;color:var(--soft);font-size:13px}.remarks .bad{color:var(--bad)}.remarks .warn{color:var(--warn)}
details{margin-top:10px}summary{cursor:pointer;color:var(--soft);font-size:12px;display:flex;gap:12px;align-items:center}summary span{border:1px solid var(--line);border-radius:6px;padding:0 7px}details[open] summary span{background:var(--chip)}
pre{background:var(--bg);border-radius:10px;padding:12px;overflow:auto;max-height:420px;font-size:12px;margin:8px 0 0}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}code{font-size:12.5px;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:13px}td,th{text-align:left;vertical-align:top;padding:4px 10px 4px 0;border-top:1px solid var(--line)}tr:first-child td,tr:first-child th{border-top:0}td code{white-space:nowrap}td:first-child{color:var(--soft);white-space:nowrap}th{color:var(--soft);font-weight:500}
aside p{color:var(--soft);font-size:13px;margin:8px 0 0}#nothing{color:var(--soft);border:1px dashed var(--line);border-radius:14px;padding:40px;text-align:center}
#writings{margin-top:10px}.pushes{display:flex;flex-wrap:wrap;gap:8px}.push{font:inherit;font-size:13px;border:1px solid var(--line);border-radius:9px;background:var(--chip);color:inherit;padding:6px 12px;cursor:pointer}.push:hover{border-color:var(--brand2)}
form{display:grid;gap:8px;grid-template-columns:1fr auto}input{grid-column:1/-1;font:inherit;padding:8px 11px;border:1px solid var(--line);border-radius:9px;background:var(--bg);color:inherit}form button{grid-column:2;font:inherit;font-weight:600;border:0;border-radius:9px;background:var(--brand2);color:#fff;padding:8px 18px;cursor:pointer}
`;

// New entries are put in front of those that are there, so that an opened JSON stays open.
export const PAGE_SCRIPT = `
(() => {
const feed = document.getElementById('feed'), live = document.getElementById('live'), said = document.getElementById('said');
const newest = () => Number(feed.firstElementChild ? feed.firstElementChild.dataset.n : 0);
let busy = false;
async function refresh() {
	if (busy) return; busy = true;
	try {
		const data = await (await fetch('/_/feed?after=' + newest())).json();
		if (data.accepted + data.rejected < newest()) { feed.replaceChildren(); busy = false; return refresh(); }
		for (const name of ['accepted', 'rejected', 'duplicates', 'requests']) document.getElementById('count-' + name).textContent = data[name];
		if (data.html) feed.insertAdjacentHTML('afterbegin', data.html);
		while (feed.children.length > 60) feed.lastElementChild.remove();
		document.getElementById('nothing').hidden = feed.children.length > 0;
		live.className = ''; live.textContent = 'live';
	} catch { live.className = 'off'; live.textContent = 'not running'; }
	busy = false;
}
async function write(what) {
	const answer = await (await fetch('/_/inbound', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(what) })).json();
	said.textContent = answer.error || (answer.pushed ? (answer.delivered ? 'Delivered to the callback address.' : 'The callback address did not take it; it will be repeated.') : 'Noted. No callback address is set.');
}
feed.addEventListener('click', (event) => {
	const tap = event.target.closest('[data-inbound]');
	if (tap) write(JSON.parse(tap.dataset.inbound));
});
document.getElementById('writings').addEventListener('click', (event) => {
	const button = event.target.closest('[data-write]');
	const from = document.getElementById('inbound').from.value.replace(/\\D/g, '') || '6281234567890';
	if (button) write({ from, ...JSON.parse(button.dataset.write) });
});
document.getElementById('happenings').addEventListener('click', async (event) => {
	const button = event.target.closest('[data-push]');
	if (!button) return;
	const answer = await (await fetch('/_/push', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: button.dataset.push })).json();
	document.getElementById('pushed-said').textContent = answer.error ? 'No callback address is set.' : answer.delivered ? 'Delivered to the callback address.' : 'The callback address did not take it; it will be repeated.';
});
document.getElementById('inbound').addEventListener('submit', (event) => {
	event.preventDefault();
	const form = event.target;
	write({ from: form.from.value, text: form.text.value }).then(() => { form.text.value = ''; });
});
document.getElementById('callback').addEventListener('submit', async (event) => {
	event.preventDefault();
	const callbackUrl = event.target.callbackUrl.value.trim() || null;
	const answer = await (await fetch('/_/settings', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ callbackUrl }) })).json();
	if (answer.error) document.getElementById('callback-said').textContent = answer.error;
	else location.reload();
});
setInterval(refresh, 1000);
})();
`;

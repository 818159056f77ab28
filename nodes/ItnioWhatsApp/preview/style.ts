import { ICON_STYLE } from './icons';

/** Colours of the chat by light and dark; everything else of the sheet is common to both. */
const COLOURS = `
:root{color-scheme:light dark;
--page:#f3f4f4;--ink:#111b21;--soft:#667781;--panel:#fff;--line:rgba(17,27,33,.1);
--bar:#fff;--chat:#efe7de;--doodle:rgba(140,118,88,.13);--bubble:#d9fdd3;--notice:#fff5c9;--notice-ink:#54483a;
--action:#1b8755;--link:#0a6fc2;--quote:rgba(6,60,30,.06);--ticks:#8a9ba3;--rim:#15191c;--mark:#06cf9c;
--face:#cfd6da;--face-ink:#fff;--wait:#c9dfc6;--wait-ink:#41604a;--code:rgba(0,0,0,.06);--sheet:#fff;
--land:#e9ece4;--park:#c3e3b9;--water:#a9d3ee;--road:#fff;--main-road:#fbdc8a;--pin:#e53935;
--bad:#c81e2c;--bad-wash:#ffeef0;--j-key:#7a3e9d;--j-string:#18723f;--j-literal:#b4530a}
@media (prefers-color-scheme:dark){:root{
--page:#0c1216;--ink:#e9edef;--soft:#8c9ba3;--panel:#141c21;--line:rgba(233,237,239,.13);
--bar:#1d282f;--chat:#0b141a;--doodle:rgba(255,255,255,.035);--bubble:#12513f;--notice:#1d282f;--notice-ink:#f3d98b;
--action:#3ddc97;--link:#63c0ff;--quote:rgba(0,0,0,.22);--ticks:#9fb5b0;--rim:#2b353b;--mark:#06cf9c;
--face:#4a5a63;--face-ink:#cdd6da;--wait:#0c3d31;--wait-ink:#8fc0ac;--code:rgba(255,255,255,.1);--sheet:#172127;
--land:#26333a;--park:#23463a;--water:#1c4560;--road:#40505a;--main-road:#6d6238;--pin:#ff5f57;
--bad:#ff7a83;--bad-wash:#3a1a1e;--j-key:#cf9bf0;--j-string:#7fd6a0;--j-literal:#f0a867}}`;

const PAGE = `
*{box-sizing:border-box}
html,body{margin:0}
body{background:var(--page);color:var(--ink);font:15px/1.36 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
h1,h2,h3,p,ul,ol,dl,dd,pre,blockquote{margin:0;padding:0}
.page{display:grid;grid-template-columns:minmax(0,388px) minmax(0,1fr);gap:16px 28px;align-items:start;max-width:1080px;margin:0 auto;padding:20px 24px 40px}
.page-alone{grid-template-columns:minmax(0,388px);justify-content:center}
h1,.page>h2,.problems{grid-column:1/-1}
h1{font-size:18px;font-weight:600;overflow-wrap:anywhere}
h2{font-size:13px;font-weight:600;color:var(--soft);margin-bottom:8px}
.page>h2{font-size:15px;color:var(--ink);margin:0;overflow-wrap:anywhere}
.overview{max-width:388px;margin:0 auto;padding:20px 12px 0}
@media (max-width:899px){.page{grid-template-columns:minmax(0,388px);justify-content:center;padding:12px 12px 28px}.request{margin-top:4px}}
@media (max-width:440px){.page{padding:0 0 24px}h1{padding:12px 14px 0}.problems,.request{margin-left:12px;margin-right:12px}}`;

const PROBLEMS = `
.problems{border:1px solid var(--bad);border-radius:10px;background:var(--bad-wash);padding:10px 14px;font-size:14px;overflow-wrap:anywhere}
.problems-title{display:flex;gap:6px;align-items:center;color:var(--bad);font-weight:600}
.problems ul{margin:4px 0 2px;padding-left:30px}
.problems li{margin:3px 0;unicode-bidi:plaintext}
.problems summary{cursor:pointer;color:var(--soft);padding:4px 0 0 6px;font-size:13px}
.faulty{outline:2px solid var(--bad);outline-offset:1px;border-radius:6px;min-width:0;text-align:start;padding:3px 5px 0;margin-bottom:5px}
.faulty>.fault{margin:3px -5px 0}
.faulty>.fault+.fault{margin-top:0}
.chat>.faulty,.cards>.faulty,.cards>.faulty .faulty>.card,.buttons>.faulty{padding:0}
.chat>.faulty>.fault,.buttons>.faulty>.fault{margin:0}
.button .faulty{margin:2px 0}
.bar .faulty{margin:2px 0 5px}
.fault{display:flex;gap:5px;align-items:flex-start;padding:5px 8px;background:var(--bad-wash);color:var(--bad);font:500 12.5px/1.35 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;border-radius:0 0 5px 5px;overflow-wrap:anywhere;unicode-bidi:plaintext;white-space:pre-wrap;text-align:start;text-shadow:none}
.fault .ic{width:20px;height:20px;margin:-2px -3px 0 -3px;zoom:.8}
.chat>.faulty{width:86%;align-self:flex-end;border-radius:9px}
.chat>.faulty>.bubble{max-width:none;width:100%}
.content>.faulty:nth-last-child(2){margin-bottom:20px}`;

const PHONE = `
.phones{min-width:0}
@media (min-width:900px){.phones{position:sticky;top:16px}}
.phone{border:9px solid var(--rim);border-radius:38px;overflow:hidden;box-shadow:0 12px 34px rgba(0,0,0,.18);display:flex;flex-direction:column;min-height:620px;
background:radial-gradient(circle at 22px 26px,transparent 6px,var(--doodle) 6.5px 8px,transparent 8.5px) 0 0/92px 84px,
radial-gradient(circle at 64px 60px,var(--doodle) 2.2px,transparent 2.8px) 0 0/92px 84px,
radial-gradient(ellipse 13px 8px at 66px 22px,transparent 68%,var(--doodle) 74% 92%,transparent 100%) 0 0/92px 84px,
radial-gradient(circle at 18px 68px,transparent 10px,var(--doodle) 10.5px 11.8px,transparent 12.3px) 0 0/92px 84px,
radial-gradient(circle at 18px 68px,var(--doodle) 3px,transparent 3.6px) 0 0/92px 84px,
linear-gradient(45deg,transparent 47%,var(--doodle) 47% 53%,transparent 53%) 40px 44px/14px 14px no-repeat,
radial-gradient(circle at 50px 90px,var(--doodle) 1.6px,transparent 2.2px) 0 0/71px 113px,
radial-gradient(circle at 96px 40px,transparent 4px,var(--doodle) 4.4px 5.4px,transparent 5.8px) 0 0/131px 149px,var(--chat)}
@media (max-width:440px){.phone{border-width:0;border-radius:0;box-shadow:none;min-height:560px}.phones{border-top:1px solid var(--line);border-bottom:1px solid var(--line)}}
.bar{display:flex;align-items:center;gap:9px;padding:12px 10px 9px 4px;background:var(--bar);border-bottom:1px solid var(--line)}
.bar>.ic:first-child{margin-right:-10px}
.bar>.ic-camera{margin-right:4px}
.bar .ic-more{width:20px;color:var(--soft)}
.bar-text{flex:1;min-width:0}
.bar-title{font-size:16.5px;font-weight:600;line-height:1.2;overflow-wrap:anywhere;unicode-bidi:plaintext}
.bar-from{display:flex;flex-wrap:wrap;gap:4px;font-size:12.5px;color:var(--soft);line-height:1.3}
.number{overflow-wrap:anywhere}
.whole{white-space:nowrap}
@media (max-width:360px){.bar>.ic-camera,.bar>.ic-more{display:none}.bar-title{font-size:15px}}
.face{flex:none;width:40px;height:40px;border-radius:50%;background:var(--face);color:var(--face-ink);display:flex;align-items:flex-end;justify-content:center;overflow:hidden}
.face .ic{zoom:1.35}
.chat{position:relative;flex:1;display:flex;flex-direction:column;padding:10px 14px 16px;gap:6px;min-width:0;}
.notice{align-self:center;background:var(--notice);color:var(--notice-ink);font-size:12.5px;padding:5px 12px;border-radius:8px;margin-bottom:6px;box-shadow:0 1px .5px rgba(11,20,26,.13);text-align:center}
.entry{display:flex;gap:6px;padding:0 8px 12px;color:var(--soft);align-items:center}
.entry-field{flex:1;display:flex;gap:8px;align-items:center;background:var(--bar);border-radius:24px;padding:10px 12px;box-shadow:0 1px 1px rgba(11,20,26,.1);font-size:16px}
.entry-mic{flex:none;width:44px;height:44px;border-radius:50%;background:#1b8755;color:#fff;display:flex;align-items:center;justify-content:center}`;

const BUBBLE = `
.bubble{position:relative;align-self:flex-end;width:fit-content;max-width:86%;min-width:104px;background:var(--bubble);border-radius:9px 0 9px 9px;box-shadow:0 1px .5px rgba(11,20,26,.15);overflow-wrap:anywhere}
.bubble::before{content:"";position:absolute;top:0;right:-8px;width:9px;height:14px;background:var(--bubble);clip-path:path('M0 0h7.5c1.5 0 1.8 1.2 .8 2.3L0 13z')}
.bubble:has(>.buttons){min-width:240px}
.content{position:relative;padding:6px 9px 8px}
.bubble-media{width:78%}
.faulty>.bubble-media{width:100%}
.bubble-media .content{padding:4px}
.bubble-bare{background:none;box-shadow:none}
.bubble-bare::before{display:none}
.bubble-bare .content{padding:0 0 22px}
.bubble-bare .stamp{background:var(--bubble);border-radius:8px;padding:2px 6px;bottom:0;right:0;box-shadow:0 1px .5px rgba(11,20,26,.13)}
.stamp{position:absolute;right:8px;bottom:4px;display:flex;gap:3px;align-items:center;color:var(--soft);font-size:11px;line-height:15px}
.stamp .ic{color:var(--ticks)}
.text,.caption{font-size:15px;line-height:1.36}
.text p,.text li{white-space:pre-wrap;unicode-bidi:plaintext;text-align:start}
.text ul{padding-left:18px}
.text li::marker{color:var(--soft)}
.text ol{list-style:none}
.text blockquote{border-left:3px solid var(--mark);padding-left:8px;color:var(--soft);margin:2px 0}
.text pre,.text code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono",monospace;font-size:13.5px}
.text pre{white-space:pre-wrap;unicode-bidi:plaintext}
.text code.inline{background:var(--code);border-radius:4px;padding:1px 4px}
.text a{color:var(--link)}
.emoji-1{font-size:52px;line-height:1.15}
.emoji-2{font-size:42px;line-height:1.2}
.emoji-3{font-size:34px;line-height:1.2}
.emoji-1:has(+.stamp),.emoji-2:has(+.stamp),.emoji-3:has(+.stamp){padding-bottom:14px}
.text:has(+.stamp)>p:last-child::after,.caption:has(+.stamp) .text>p:last-child::after,.footer-text::after{content:"";display:inline-block;width:68px;height:1px}
.text:is(.emoji-1,.emoji-2,.emoji-3)>p:last-child::after{display:none}
.text:has(+.stamp)>:not(p):last-child,.caption:has(+.stamp) .text>:not(p):last-child,.text>p:last-child:dir(rtl){margin-bottom:15px}
.caption{padding:5px 5px 3px}
.header-text{font-weight:600;font-size:15.5px;margin-bottom:3px;unicode-bidi:plaintext}
.footer-text{font-size:13px;color:var(--soft);margin-top:4px;unicode-bidi:plaintext}
.small{font-size:13px;color:var(--soft);unicode-bidi:plaintext;overflow-wrap:anywhere}
.placeholder{color:var(--soft);font-style:italic}
.empty{padding:8px 10px;font-size:13px}
.content>pre{font:12px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;margin-bottom:14px}
.quoted{margin:4px 4px 0;border-left:4px solid var(--mark);border-radius:7px;background:var(--quote);padding:5px 9px 6px}
.quoted-title{font-size:13px;font-weight:600;color:var(--action)}
.quoted-id{font-size:12.5px;color:var(--soft);unicode-bidi:plaintext}
.buttons{min-width:0}
.button{display:flex;gap:7px;align-items:center;justify-content:center;border-top:1px solid var(--line);padding:10px 10px;min-height:44px;color:var(--action);font-size:15px;font-weight:500;text-align:center;line-height:1.25}
.button>.ic{zoom:.83}
.button-text{min-width:0;overflow-wrap:anywhere}
.button .placeholder{font-weight:400}`;

const MEDIA = `
.media{position:relative;overflow:hidden;border-radius:6px;min-height:176px;background:var(--wait)}
.media-wait{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:3px;padding:12px 14px;color:var(--wait-ink);text-align:center}
.media-wait .ic{zoom:1.5}
.media-kind{font-weight:600;font-size:14px}
.media-link{font-size:12px;opacity:.85;max-width:100%;overflow-wrap:anywhere}
.media img{position:relative;display:block;width:100%;max-height:420px;object-fit:cover}
.bubble-media .media img{min-height:176px}
.media video{position:relative;display:block;width:100%;height:200px;object-fit:cover}
.media:has(video) .media-wait{z-index:1;inset:8px auto auto 8px;flex-direction:row;padding:2px 8px 2px 4px;border-radius:10px;background:rgba(11,20,26,.55);color:#fff;pointer-events:none;max-width:calc(100% - 16px)}
.media:has(video) .media-wait .ic{zoom:.67}
.media:has(video) .media-kind{font-size:12px}
.media+.stamp{color:#fff;background:rgba(11,20,26,.5);border-radius:8px;padding:1px 6px;right:10px;bottom:10px}
.media+.stamp .ic{color:#fff}
.media:has(video)+.stamp{bottom:auto;top:12px}
.media-sticker,.bubble-bare .media-sticker{width:168px;min-height:168px;background:none;border-radius:18px}
.media-sticker .media-wait{border:2px dashed var(--ticks);border-radius:18px;background:var(--wait)}
.media-sticker img,.bubble-bare .media img{width:168px;min-height:168px;max-height:168px;object-fit:contain}
.bubble-bare .media+.stamp{top:auto;bottom:0;right:0;color:var(--soft);background:var(--bubble)}
.bubble-bare .media+.stamp .ic{color:var(--ticks)}
.document{display:flex;gap:10px;align-items:center;background:var(--quote);border-radius:6px;padding:10px}
.document:has(+.stamp){margin-bottom:20px}
.document-text{flex:1;min-width:0}
.document>.ic{color:var(--soft)}
.filename{font-size:14.5px;line-height:1.25;overflow-wrap:anywhere;unicode-bidi:plaintext}
.badge{flex:none;width:34px;height:42px;color:#fff;display:flex;align-items:flex-end;justify-content:center;padding-bottom:7px;font-size:10px;font-weight:700;clip-path:polygon(0 0,66% 0,100% 27%,100% 100%,0 100%);border-radius:4px}
.badge-red{background:#d93a3a}.badge-blue{background:#2f74d0}.badge-green{background:#1f9254}.badge-orange{background:#d9822b}.badge-grey{background:#7b8a93}
.voice{display:flex;align-items:center;gap:8px;width:252px;max-width:100%;margin-bottom:6px;color:var(--soft)}
.wave{flex:1;height:30px;background:repeating-linear-gradient(90deg,currentColor 0 2px,transparent 2px 4.5px);clip-path:polygon(0 44%,4% 36%,8% 42%,12% 20%,16% 30%,20% 6%,25% 26%,30% 40%,35% 14%,40% 32%,45% 8%,50% 24%,55% 42%,60% 30%,65% 12%,70% 36%,75% 44%,80% 22%,85% 34%,90% 42%,100% 46%,100% 54%,90% 58%,85% 66%,80% 78%,75% 56%,70% 64%,65% 88%,60% 70%,55% 58%,50% 76%,45% 92%,40% 68%,35% 86%,30% 60%,25% 74%,20% 94%,16% 70%,12% 80%,8% 58%,4% 64%,0 56%)}
.voice-face{flex:none;width:42px;height:42px;border-radius:50%;background:#1b8755;color:#fff;display:flex;align-items:center;justify-content:center}
.content:has(audio) .voice .ic-play{display:none}
audio{display:block;width:100%;min-width:220px;height:40px}
.content:has(.voice){padding-bottom:22px}
.map{position:relative;height:150px;border-radius:6px;overflow:hidden;background:var(--land)}
.map-park{position:absolute;inset:0;background:var(--park);clip-path:polygon(58% 0,86% 0,79% 38%,54% 31%)}
.map-water{position:absolute;inset:0;background:var(--water);clip-path:path('M0 118c40-18 70 6 110-4s62-6 92 10 74 4 180-8v60H0z')}
.map-roads{position:absolute;inset:0;background:linear-gradient(104deg,transparent 0 24.5%,var(--road) 24.5% 26.5%,transparent 26.5% 51%,var(--road) 51% 53.5%,transparent 53.5% 80%,var(--road) 80% 82%,transparent 82%),linear-gradient(8deg,transparent 34%,var(--road) 34% 38%,transparent 38% 84%,var(--road) 84% 87%,transparent 87%),linear-gradient(-9deg,transparent 55%,var(--main-road) 55% 62%,transparent 62%)}
.map-pin{position:absolute;left:50%;top:50%;margin:-44px 0 0 -24px;color:var(--pin);filter:drop-shadow(0 2px 2px rgba(0,0,0,.35))}
.map-pin .ic{zoom:2}
.location-text{padding:7px 6px 18px}
.location-name{font-weight:600;unicode-bidi:plaintext}
.coordinates{display:flex;flex-wrap:wrap;font-size:12px;color:var(--soft);margin-top:3px;white-space:pre;font-variant-numeric:tabular-nums}
.coordinate{overflow-wrap:anywhere}`;

const PARTS = `
.contact{padding:3px 2px 8px}
.contact+.contact{border-top:1px solid var(--line);padding-top:10px}
.content:has(.contact){padding-bottom:16px;min-width:250px}
.contact-head{display:flex;gap:10px;align-items:center;margin-bottom:6px}
.contact-title{min-width:0;flex:1}
.contact-name{font-weight:600;font-size:15.5px;unicode-bidi:plaintext}
.detail{display:flex;gap:10px;font-size:13.5px;padding:2px 0}
.detail-label{flex:0 0 74px;color:var(--soft);font-size:12.5px;line-height:19px;overflow-wrap:anywhere}
.detail-values{min-width:0;flex:1}
.detail-value{unicode-bidi:plaintext;overflow-wrap:anywhere}
.cards{display:flex;gap:8px;overflow-x:auto;scroll-snap-type:x mandatory;scroll-padding:0 14px;margin:0 -14px;padding:3px 14px 10px;scrollbar-width:thin;align-items:stretch}
.cards:focus-visible{outline:2px solid var(--link);outline-offset:-2px}
.cards>*{flex:none;width:236px;scroll-snap-align:start}
.cards>.faulty>.faulty{margin-right:8px}
.cards>.faulty{width:auto;max-width:100%}
.cards>.faulty:has(>.card){width:236px;max-width:none}
.card{display:flex;flex-direction:column;width:236px;background:var(--bubble);border-radius:9px;padding:4px 0 0;box-shadow:0 1px .5px rgba(11,20,26,.15);overflow-wrap:anywhere}
.card .media{margin:0 4px;min-height:148px}
.card .media img{min-height:148px;max-height:148px}
.card .media video{height:148px}
.card-text{padding:7px 10px 10px;font-size:14.5px}
.card-text .text{font-size:14.5px}
.card-space{flex:1;min-height:4px}
.template-head{display:flex;flex-wrap:wrap;gap:5px 7px;align-items:center;color:var(--action);border-bottom:1px solid var(--line);padding:2px 0 6px;margin-bottom:6px}
.template-head>.ic{zoom:.75}
.template-name{font-weight:600;overflow-wrap:anywhere}
.content:has(.template-head){padding-bottom:20px;min-width:250px}
.chip{display:inline-block;border-radius:6px;background:var(--code);color:var(--soft);font-size:12px;padding:1px 6px;overflow-wrap:anywhere;font-weight:400}
.template-part{padding:2px 0 6px}
.template-part pre{font-size:12px;white-space:pre-wrap}
.part-name{font-size:12px;color:var(--soft);text-transform:capitalize;margin-bottom:3px}
.slot{display:flex;gap:8px;align-items:baseline;padding:2px 0}
.slot .chip{flex:none;font-variant-numeric:tabular-nums}
.slot-value{white-space:pre-wrap;unicode-bidi:plaintext;min-width:0}`;

const SHEET = `
.sheet-caption{text-align:center;font-size:13px;color:var(--soft);padding:14px 0 8px}
.phone-sheet{min-height:0}
.dim{height:44px;background:linear-gradient(rgba(0,0,0,.45),rgba(0,0,0,.45)),var(--chat)}
.sheet{position:relative;background:var(--sheet);border-radius:18px 18px 0 0;margin-top:-18px;padding:8px 0 14px}
.phone-sheet .dim+.sheet{box-shadow:0 -18px 0 rgba(0,0,0,.0)}
.grip{width:38px;height:4px;border-radius:2px;background:var(--line);margin:0 auto 4px}
.sheet-head{display:flex;align-items:center;gap:14px;padding:8px 16px 10px;border-bottom:1px solid var(--line)}
.sheet-head .ic{color:var(--soft)}
.sheet-title{font-size:17px;font-weight:600;overflow-wrap:anywhere;unicode-bidi:plaintext;min-width:0}
.section{padding:12px 16px 2px}
.section+.section,.section+.faulty>.section{border-top:1px solid var(--line)}
.section-title{color:var(--action);font-weight:600;font-size:14px;overflow-wrap:anywhere;unicode-bidi:plaintext;margin-bottom:2px}
.row{display:flex;gap:12px;align-items:center;padding:9px 0;min-height:48px}
.row-text{flex:1;min-width:0}
.row-title{font-size:15.5px;overflow-wrap:anywhere;unicode-bidi:plaintext}
.radio{flex:none;width:20px;height:20px;border:2px solid var(--ticks);border-radius:50%}
.sheet .faulty{margin-bottom:4px}
.sheet .faulty>.row{padding-left:6px;padding-right:6px}
.sheet-send{padding:12px 16px 2px}
.sheet-send span{display:block;background:var(--code);color:var(--soft);border-radius:22px;padding:11px;text-align:center;font-weight:600}`;

const INDENTS = Array.from(
	{ length: 15 },
	(_, depth) => `.d${depth}{padding-left:${depth * 2 + 4}ch;text-indent:-${depth * 2 + 2}ch}`,
).join('\n');

const REQUEST = `
.request{min-width:0;background:var(--panel);border:1px solid var(--line);border-radius:14px;padding:14px 16px;font-size:13px}
.address,.headers,.json{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono",monospace;overflow-wrap:anywhere}
.address{font-weight:600}
.method{background:#1b8755;color:#fff;border-radius:5px;padding:2px 7px;font-size:11.5px}
.headers{margin:10px 0;padding:8px 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
.header-line{display:flex;gap:8px}
.headers dt{flex:none;color:var(--soft)}
.headers dt::after{content:":"}
.headers dd{min-width:0}
.line{white-space:pre-wrap;border-radius:3px}
.line-faulty{background:var(--bad-wash);box-shadow:inset 3px 0 var(--bad)}
.j-key{color:var(--j-key)}.j-string{color:var(--j-string)}.j-literal{color:var(--j-literal)}.j-note{color:var(--soft);font-style:italic}
${INDENTS}`;

/** The whole style sheet. It is the same for every page, so that the content policy can name it by its hash. */
export const STYLE = [ICON_STYLE, COLOURS, PAGE, PROBLEMS, PHONE, BUBBLE, MEDIA, PARTS, SHEET, REQUEST].join(
	'\n',
);

/** SHA-256 of STYLE as a content policy writes it. A test compares the two and prints the new value after a change. */
export const STYLE_HASH = 'sha256-1zCtG7vn+SLPAEu9X2B7V2tDwbwDXwyS0aPKsiKqlWE=';

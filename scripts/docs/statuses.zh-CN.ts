/**
 * The status codes in Chinese: what happened and what to do. The words are the service's own where it has any.
 * The types see to it that no code of the catalogue is missing here.
 */
import type { ACCOUNT_STATUSES, WHATSAPP_STATUSES } from '../../nodes/ItnioWhatsApp/service/statuses';

type Words = readonly [happened: string, remedy: string];

const FILL_IN = '填写该字段；如果值来自表达式，请查看该条数据的表达式结果。';
const COUNTRY_CODE = '填写带国家代码的号码，仅数字，7–14 位，例如 6281234567890。';
const BUSINESS_NUMBER = '按 ITNIO 控制台显示的号码填写，带国家代码，仅数字，7–14 位。';
const CARD_FIELD = '检查每张卡片的该字段。';
const SUPPORT = '如仍出现，请联系 ITNIO 客服。';
const CLOCK = '运行 n8n 的机器时钟不准：请校准（开启时间同步）。';

export const WHATSAPP_STATUSES_ZH: Readonly<Record<keyof typeof WHATSAPP_STATUSES, Words>> = {
	'-1': ['认证失败：API Key 或 API Secret 不正确', '打开 ITNIO API 凭证，按控制台显示的内容重新填写两者。'],
	'-2': ['模板状态错误（未通过审核）', '等待模板在控制台中变为 APPROVED，或选择其他模板。'],
	'-4': ['时间戳过期', CLOCK],
	'-5': ['系统异常', `稍后重新发送。${SUPPORT}`],
	'-6': ['IP 地址不允许', '在 ITNIO 控制台将该地址加入 API Key 的 IP 白名单。'],
	'-7': ['JSON 无法解析', '如使用 Send Custom JSON，请检查 JSON；否则是节点的问题，请反馈。'],
	'-8': ['参数校验失败', '查看 reason 指出的字段。'],
	'-10': ['应用不存在', '检查凭证（或节点选项）中的 App ID，以控制台显示为准。'],
	'-12': ['网络异常或参数错误', `检查该条数据的各个值后重新发送。${SUPPORT}`],
	'-14': ['账号未认证', '在 ITNIO 控制台完成账号认证。'],
	'-38': ['模板不存在', '从列表中重新选择模板：名称或语言可能已更改，或模板已删除。'],
	'-39': ['模板未删除', '等待删除完成后再试。'],
	'-68': ['余额不足', '在 ITNIO 控制台充值后重新发送。'],
	'-69': ['费率不存在', '检查接收号码的国家代码；如无误，请联系 ITNIO 开通该目的地。'],
	'-70': ['接收号码长度大于 14 位', COUNTRY_CODE],
	'-71': ['接收号码长度小于 7 位', COUNTRY_CODE],
	'-72': ['接收号码格式错误，必须为数字', COUNTRY_CODE],
	'-74': ['模板语言代码格式错误', '选择模板实际的语言，例如 en、en_US 或 id。'],
	'-76': ['类型错误', '查看 reason 指出的类型。'],
	'-83': [
		'参数格式错误',
		'检查变量的数量、顺序和种类。如果是模板，也检查 Buttons：链接以 {{1}} 结尾的按钮需要在那里填值。',
	],
	'-93': ['商家号码长度大于 14 位', BUSINESS_NUMBER],
	'-94': ['商家号码长度小于 7 位', BUSINESS_NUMBER],
	'-95': ['商家号码必须为纯数字', BUSINESS_NUMBER],
	'-96': ['商家号码不存在', '检查 Business Phone：必须是控制台中该应用的 WhatsApp 号码。'],
	'-97': ['商家号码状态错误', '在控制台查看该号码的状态：可能未注册、受限或被封。'],
	'-112': ['channelType 只能为 0', '从 JSON 中删除 channelType，节点会自动添加。'],
	'-114': ['文本消息 text 为空', FILL_IN],
	'-115': ['文本消息的 body 为空', FILL_IN],
	'-116': ['图片消息 image 为空', FILL_IN],
	'-117': ['图片消息的 link 为空', FILL_IN],
	'-118': ['音频消息 audio 为空', FILL_IN],
	'-119': ['音频消息的 link 为空', FILL_IN],
	'-120': ['视频消息 video 为空', FILL_IN],
	'-121': ['视频消息的 link 为空', FILL_IN],
	'-122': ['贴图消息 sticker 为空', FILL_IN],
	'-123': ['贴图消息的 link 为空', FILL_IN],
	'-124': ['文档消息 document 为空', FILL_IN],
	'-125': ['文档消息的 link 为空', FILL_IN],
	'-127': ['位置消息 location 为空', FILL_IN],
	'-128': ['位置消息的经度 longitude 为空', FILL_IN],
	'-129': ['位置消息的纬度 latitude 为空', FILL_IN],
	'-132': [
		'未知消息类型',
		'检查 JSON 中的 "type"：text、image、audio、video、location、document、sticker、interactive 或 contacts。',
	],
	'-133': ['链接地址格式错误', '填写完整地址，以 https:// 开头，不含空格。'],
	'-134': ['参数类型错误', '查看 reason 指出的值。'],
	'-135': ['参数的变量值为空', FILL_IN],
	'-165': [
		'互动消息类型错误',
		'检查 JSON 中的 "interactive.type"：list、button、location_request_message 或 carousel。',
	],
	'-304': ['轮播消息不支持页眉和页脚', '从 JSON 中删除 "header" 和 "footer"。'],
	'-305': ['轮播消息只允许 2–10 张卡片', '增加或减少卡片。'],
	'-306': ['卡片索引必须从 0 开始，不重复且连续', '从 JSON 中删除 "card_index"，节点会自动编号。'],
	'-307': ['卡片类型必须为 "cta_url"', '从卡片 JSON 中删除 "type"，节点会自动添加（快速回复也一样）。'],
	'-308': ['卡片页眉为空', '每张卡片都填写页眉链接。'],
	'-309': ['卡片页眉类型必须为 image 或 video', '每张卡片的页眉类型选择 Image 或 Video。'],
	'-310': ['卡片页眉媒体链接为空', CARD_FIELD],
	'-311': ['卡片正文为空或超过 160 个字符', '缩短正文，或整个省略。'],
	'-312': ['卡片操作按钮为空', '每张卡片添加一个网址按钮，或一到两个快速回复。'],
	'-313': ['网址按钮名称必须为 "cta_url"', '从卡片 action 的 JSON 中删除 "name"，节点会自动添加。'],
	'-314': ['网址按钮参数为空', '每张卡片都填写按钮文本和网址。'],
	'-315': ['网址按钮文本为空或超过 20 个字符', CARD_FIELD],
	'-316': ['网址按钮的网址为空', CARD_FIELD],
	'-317': ['每张卡片只能有 1–2 个快速回复按钮', '没有快速回复的卡片请添加，第三个及以后的请删除。'],
	'-318': ['快速回复按钮类型必须为 "quick_reply"', '从按钮 JSON 中删除 "type"，节点会自动添加。'],
	'-319': ['快速回复按钮为空', '每个快速回复都填写标题。'],
	'-320': ['快速回复的 ID 为空或超过 20 个字符', '缩短 ID，或留空由节点根据标题生成。'],
	'-321': ['快速回复的标题为空或超过 20 个字符', CARD_FIELD],
	'-322': ['卡片组件参数错误', '查看 reason 指出的部分。'],
	'-329': ['轮播消息主正文为空', '填写卡片上方的正文。'],
	'-330': ['轮播消息正文为空或超过 1024 个字符', '填写或缩短正文。'],
	'-331': ['卡片按钮只能是网址跳转或快速回复中的一种', '同一轮播的所有卡片使用同一种按钮。'],
};

export const ACCOUNT_STATUSES_ZH: Readonly<Record<keyof typeof ACCOUNT_STATUSES, Words>> = {
	'-1': ['认证失败：API Key 或 API Secret 不正确', '按控制台显示的内容重新填写两者。'],
	'-2': ['IP 地址不允许', '在 ITNIO 控制台允许该地址。'],
	'-13': ['用户被锁定', '请联系 ITNIO 客服解锁账号。'],
	'-16': ['时间戳过期', CLOCK],
	'-18': ['接口程序异常', `稍后再试。${SUPPORT}`],
	'-29': ['工作空间已停用', '在控制台启用，或使用其他工作空间的 Key。'],
	'-30': ['API Key 已停用', '在控制台启用，或新建一个。'],
	'-31': ['IP 不在 API Key 的白名单中', '在控制台将该 IP 加入 Key 的白名单。'],
	'-32': ['API Key 没有该应用的权限', '在控制台授予权限，或使用其他 Key。'],
};

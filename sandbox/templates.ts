import type { JsonObject } from './types';

export type TemplateStatus =
	| 'PENDING'
	| 'REJECTED'
	| 'APPROVED'
	| 'DELETED'
	| 'DISABLED'
	| 'PENDING_DELETION'
	| 'IN_APPEAL'
	| 'PAUSED'
	| 'LIMIT_EXCEEDED'
	| 'FLAGGED'
	| 'REINSTATED';

export interface TemplateButton {
	subType: 'url' | 'quick_reply';
	title: string;
	/** A URL that ends in {{1}} takes a suffix when the template is sent. */
	url?: string;
}

/** One template in one language. */
export interface TemplateLanguage {
	status: TemplateStatus;
	reason: string;
	language: { code: string; nameEn: string; nameCn: string };
	header?: { type: 'text' | 'image' | 'video' | 'document' | 'location'; text?: string; example?: string[] };
	body: { text: string; exampleParams: string[] };
	footer?: string;
	/** Known to the service, but not among the documented members of the query's answer; so it is not shown there. */
	buttons?: TemplateButton[];
}

export interface Template {
	templateId: string;
	templateName: string;
	/** 0 AUTHENTICATION, 1 MARKETING, 2 UTILITY */
	templateCategory: 0 | 1 | 2;
	languages: TemplateLanguage[];
}

const ENGLISH = { code: 'en_US', nameEn: 'English (US)', nameCn: '英语(美国)' };
const INDONESIAN = { code: 'id', nameEn: 'Indonesian', nameCn: '印度尼西亚语' };
const CHINESE = { code: 'zh_CN', nameEn: 'Chinese (CHN)', nameCn: '中文(简体)' };
const SPANISH = { code: 'es', nameEn: 'Spanish', nameCn: '西班牙语' };

/** The templates of every application of the sandbox. */
export const TEMPLATES: readonly Template[] = [
	{
		templateId: '900000000000001',
		templateName: 'order_shipped',
		templateCategory: 2,
		languages: [
			{
				status: 'APPROVED',
				reason: 'NONE',
				language: ENGLISH,
				header: { type: 'image', example: ['https://example.com/parcel.png'] },
				body: {
					text: 'Hello {{1}}, your order {{2}} is on its way.',
					exampleParams: ['Maria', 'A-1024'],
				},
				footer: 'Thank you for shopping with us',
				buttons: [
					{ subType: 'url', title: 'Track order', url: 'https://shop.example.com/track/{{1}}' },
					{ subType: 'quick_reply', title: 'Talk to us' },
				],
			},
			{
				status: 'APPROVED',
				reason: 'NONE',
				language: INDONESIAN,
				header: { type: 'image', example: ['https://example.com/parcel.png'] },
				body: {
					text: 'Halo {{1}}, pesanan {{2}} sedang dikirim.',
					exampleParams: ['Maria', 'A-1024'],
				},
				footer: 'Terima kasih sudah berbelanja',
				buttons: [
					{ subType: 'url', title: 'Lacak pesanan', url: 'https://shop.example.com/track/{{1}}' },
					{ subType: 'quick_reply', title: 'Hubungi kami' },
				],
			},
			{
				status: 'PENDING',
				reason: 'NONE',
				language: CHINESE,
				header: { type: 'image', example: ['https://example.com/parcel.png'] },
				body: { text: '您好 {{1}},您的订单 {{2}} 已发货。', exampleParams: ['小明', 'A-1024'] },
			},
		],
	},
	{
		templateId: '900000000000002',
		templateName: 'welcome',
		templateCategory: 1,
		languages: [
			{
				status: 'APPROVED',
				reason: 'NONE',
				language: ENGLISH,
				header: { type: 'text', text: 'Welcome, {{1}}!', example: ['Maria'] },
				body: { text: 'Good to have you here. Reply to this message at any time.', exampleParams: [] },
			},
			{
				status: 'REJECTED',
				reason: 'INVALID_FORMAT',
				language: SPANISH,
				header: { type: 'text', text: '¡Hola, {{1}}!', example: ['María'] },
				body: { text: 'Nos alegra tenerte aquí.', exampleParams: [] },
			},
		],
	},
	{
		templateId: '900000000000003',
		templateName: 'login_code',
		templateCategory: 0,
		languages: [
			{
				status: 'APPROVED',
				reason: 'NONE',
				language: ENGLISH,
				body: { text: '{{1}} is your verification code.', exampleParams: ['123456'] },
			},
			{
				status: 'APPROVED',
				reason: 'NONE',
				language: CHINESE,
				body: { text: '您的验证码是 {{1}}。', exampleParams: ['123456'] },
			},
		],
	},
	{
		templateId: '900000000000004',
		templateName: 'spring_sale',
		templateCategory: 1,
		languages: [
			{
				status: 'PAUSED',
				reason: 'LOW_QUALITY',
				language: ENGLISH,
				header: { type: 'video', example: ['https://example.com/spring.mp4'] },
				body: { text: 'Everything in bloom is {{1}} off until {{2}}.', exampleParams: ['20%', 'Sunday'] },
			},
		],
	},
	{
		templateId: '900000000000005',
		templateName: 'invoice',
		templateCategory: 2,
		languages: [
			{
				status: 'APPROVED',
				reason: 'NONE',
				language: SPANISH,
				header: { type: 'document', example: ['https://example.com/factura.pdf'] },
				body: { text: 'Adjuntamos la factura {{1}}.', exampleParams: ['F-77'] },
			},
		],
	},
	{
		templateId: '900000000000006',
		templateName: 'store_opening',
		templateCategory: 1,
		languages: [
			{
				status: 'APPROVED',
				reason: 'NONE',
				language: ENGLISH,
				header: { type: 'location' },
				body: { text: 'We open next door to you. See you there!', exampleParams: [] },
			},
		],
	},
	{
		templateId: '900000000000007',
		templateName: 'old_greeting',
		templateCategory: 1,
		languages: [
			{
				status: 'DELETED',
				reason: 'NONE',
				language: ENGLISH,
				body: { text: 'Hello!', exampleParams: [] },
			},
		],
	},
];

/** How many different {{n}} a text has. */
export function placeholders(text: string | undefined): number {
	return new Set(text?.match(/\{\{\d+\}\}/g) ?? []).size;
}

/** A template in the shape of the query's answer (docs/api.md, section 5). */
export function describeTemplate(template: Template, appId: string, languageCode?: string): JsonObject {
	const languages = template.languages.filter(
		({ language }) => !languageCode || language.code === languageCode,
	);
	return {
		appId,
		templateId: template.templateId,
		templateName: template.templateName,
		templateCategory: template.templateCategory,
		templateLanList: languages.map(({ status, reason, footer, language, header, body }) => ({
			status,
			reason,
			...(footer ? { footer } : {}),
			language,
			...(header ? { header } : {}),
			body: { type: 'text', ...body },
		})),
	};
}

import { randomBytes } from 'node:crypto';
import { TRIGGERED_FROM } from '../model/guesses';
import type { PayloadSettings, PayloadStyle, TimeStyle } from '../model/settings';
import { withYesNo } from '../model/yesNo';
import type { Happening } from './event-rules';

/** An event as it is delivered. */
export interface WebhookEvent {
	id: string;
	type: string;
	/** The raw body; every delivery sends exactly this. */
	body: string;
}

/** Kinds whose object the newest documentation has under their own name. */
const OWN_KEY = ['address', 'bill', 'charge'];

function dataOf({ type, object, previous }: Happening, style: PayloadStyle): unknown {
	if (style === 'oldest') return [object];
	const kind = type.split('.', 1)[0] ?? '';
	const key = style === 'newest' && OWN_KEY.includes(kind) ? kind : 'object';
	if (previous === undefined) return { [key]: object };
	// PHP writes an empty map as a list
	const before = Object.keys(previous).length === 0 ? [] : previous;
	return { [key]: object, previous_attributes: before };
}

/** Times that the framework behind Pelcro writes by itself; all others are Unix seconds. */
const FRAMEWORK_TIMES = ['created_at', 'updated_at', 'deleted_at'];

/** For JSON.stringify: writes Unix seconds of such times in the style. */
function timeWriter(style: TimeStyle) {
	return (name: string, value: unknown): unknown => {
		if (style === 'unix' || typeof value !== 'number') return value;
		if (!FRAMEWORK_TIMES.includes(name)) return value;
		const iso = new Date(value * 1000).toISOString();
		return style === 'iso' ? iso.replace('Z', '000Z') : iso.slice(0, 19).replace('T', ' ');
	};
}

/**
 * Puts an event into its envelope.
 *
 * @param created Unix seconds
 * @param data stands for what the style would make of the object
 */
export function webhookEvent(
	happening: Happening,
	{ webhookPayload: style, webhookTimes }: PayloadSettings,
	created: number,
	data: unknown = dataOf(happening, style),
): WebhookEvent {
	const { type } = happening;
	const id = `evt_${randomBytes(12).toString('hex')}`;
	const origin = style === 'classic' ? { triggered_from: TRIGGERED_FROM } : {};
	const envelope = { type, id, created, ...origin, data: withYesNo(data) };
	return { id, type, body: JSON.stringify(envelope, timeWriter(webhookTimes)) };
}

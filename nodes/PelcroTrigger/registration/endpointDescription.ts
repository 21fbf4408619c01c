import { openSecret, sealSecret, type Seal } from './sealedSecret';
import { ENDPOINT_DESCRIPTION } from '../../transport/limits';

/** Tells our endpoints from others, and tells people what they are for. */
const START = 'n8n: ';

/** Between what people read and the sealed secret. */
const SEPARATOR = ' · sealed:';

/** Whether an endpoint with this description was made by a Pelcro Trigger. */
export function isOurs(description: string): boolean {
	return description.startsWith(START);
}

/** What people see in Pelcro's settings, e.g. 'n8n: Welcome (New reader)'. */
export function visibleDescription(workflow: string, node: string): string {
	return cut(`${START}${workflow} (${node})`, ENDPOINT_DESCRIPTION);
}

/**
 * The description with the secret sealed in it, so that the registration can be found again when n8n has lost what it
 * kept. A secret that is too long for the place is left out.
 */
export function withSealedSecret(visible: string, secret: string, seal: Seal): string {
	const end = `${SEPARATOR}${sealSecret(secret, seal)}`;
	const room = ENDPOINT_DESCRIPTION - end.length;
	return room < START.length ? visible : `${cut(visible, room)}${end}`;
}

/** The secret in a description; undefined where there is none, or it was sealed with another key. */
export function sealedSecretIn(description: string, seal: Seal): string | undefined {
	const at = description.lastIndexOf(SEPARATOR);
	return at === -1 ? undefined : openSecret(description.slice(at + SEPARATOR.length), seal);
}

/** Whether the endpoint shows what people are to see, and holds the secret where there is room for it. */
export function describesWell(
	description: string,
	visible: string,
	secret: string | undefined,
	seal: Seal,
): boolean {
	if (secret === undefined) return description === visible;
	const expected = withSealedSecret(visible, secret, seal);
	const sameText = withoutSeal(description) === withoutSeal(expected);
	return sameText && sealedSecretIn(description, seal) === sealedSecretIn(expected, seal);
}

/** What people see of a description. */
export function withoutSeal(description: string): string {
	const at = description.lastIndexOf(SEPARATOR);
	return at === -1 ? description : description.slice(0, at);
}

/** Cut between what people take for characters, at the most so many UTF-16 units. */
function cut(text: string, units: number): string {
	if (text.length <= units) return text;
	let kept = '';
	for (const { segment } of new Intl.Segmenter().segment(text)) {
		if (kept.length + segment.length > units) break;
		kept += segment;
	}
	return kept;
}

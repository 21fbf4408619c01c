import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { isDataObject } from '../transport/records';
import { readDelivery, type Delivery } from './delivery';
import { passes, type EventFilter } from './eventFilter';
import { noteEvent } from './handledEvents';
import { acceptsUnsigned, ALL_EVENTS, chosenEvents, webhookSecret, webhookUrl } from './lifecycle';
import { isBeingRegistered } from './registration';
import { isSigned, SIGNATURE_HEADER } from './signature';

/** What becomes of a request to the webhook's URL. */
type Verdict =
	/** Answer with the status and start nothing. */
	| { start: false; status: number; message: string }
	/** Start the workflow; n8n answers 200 at once. */
	| { start: true; body: IDataObject; delivery: Delivery };

/** Checks a request to the webhook's URL, and starts the workflow for an event that is new and wanted. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const verdict = await judge(context);
	if (verdict.start) return { workflowData: [[outputItem(context, verdict)]] };
	context.getResponseObject().status(verdict.status).json({ message: verdict.message });
	return { noWebhookResponse: true };
}

async function judge(context: IWebhookFunctions): Promise<Verdict> {
	const rawBody = rawBodyOf(context);
	const secret = await webhookSecret(context);
	const signature = context.getHeaderData()[SIGNATURE_HEADER];
	const signed = isSigned(rawBody, signature, secret);
	if (!signed) {
		// Pelcro tries the URL while it makes the endpoint, before the secret is known.
		if (isBeingRegistered(webhookUrl(context))) return answered('registered');
		const accepted = acceptsUnsigned(context) && signature === undefined;
		if (!accepted)
			return { start: false, status: 401, message: 'The signature is missing or wrong' };
	}
	const body = parse(rawBody);
	const delivery = readDelivery(body);
	if (delivery === undefined || !isDataObject(body)) {
		return { start: false, status: 400, message: 'This is no event of Pelcro' };
	}
	if (!passes(delivery, filterOf(context))) return answered('not wanted here');
	return noteEvent(webhookUrl(context), eventKey(delivery, rawBody), staticData(context))
		? { start: true, body, delivery }
		: answered('handled before');
}

function answered(message: string): Verdict {
	return { start: false, status: 200, message };
}

/** An event without an ID is told apart by its content. */
function eventKey({ id }: Delivery, rawBody: Buffer): string {
	return id === '' ? rawBody.toString('base64') : id;
}

/** The bytes as they came: n8n keeps them beside what it has parsed. */
function rawBodyOf(context: IWebhookFunctions): Buffer {
	const { rawBody }: { rawBody?: unknown } = context.getRequestObject();
	return rawBody instanceof Uint8Array ? Buffer.from(rawBody) : Buffer.alloc(0);
}

function parse(rawBody: Buffer): unknown {
	try {
		return JSON.parse(rawBody.toString('utf8')) as unknown;
	} catch {
		return undefined;
	}
}

function staticData(context: IWebhookFunctions): IDataObject {
	return context.getWorkflowStaticData('node');
}

function filterOf(context: IWebhookFunctions): EventFilter {
	const options: unknown = context.getNodeParameter('options', {});
	const { changedFields, planIds, productIds, siteIds } = isDataObject(options) ? options : {};
	const events = chosenEvents(context);
	return {
		// Pelcro sends only what was registered; this is for an endpoint that is just being changed.
		events: events.includes(ALL_EVENTS) ? [] : events,
		changedFields: texts(changedFields),
		planIds: texts(planIds),
		productIds: texts(productIds),
		siteIds: texts(siteIds),
	};
}

/** A list that was entered one by one, or with commas. */
function texts(value: unknown): string[] {
	return [value]
		.flat()
		.flatMap((entry) => String(entry ?? '').split(','))
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

function outputItem(
	context: IWebhookFunctions,
	{ body, delivery }: { body: IDataObject; delivery: Delivery },
): INodeExecutionData {
	const simplify = context.getNodeParameter('simplify', true) === true;
	const { event, id, created, object, previous } = delivery;
	return { json: simplify ? { event, id, created, object, previous } : body };
}

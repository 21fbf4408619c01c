import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { isDataObject } from '../transport/dataObject';
import { readDelivery, type Delivery } from './delivery';
import { passes } from './eventFilter';
import { noteEvent } from './handledEvents';
import { isTest, keptForDelivery, secretOf, staticData } from './keptData';
import { isBeingRegistered } from './registering';
import { acceptsUnsigned, filterOf } from './settings';
import { isSigned, SIGNATURE_HEADER } from './signature';

/** `application/json`, also as `application/problem+json` and the like, with or without parameters. */
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** What becomes of a request to the webhook's URL. */
interface Verdict {
	status: number;
	message: string;
	/** The item to start the workflow with, if it is to start. */
	item?: INodeExecutionData;
}

/**
 * Checks a request to the webhook's URL, and starts the workflow for an event that is new and wanted. The answer is
 * given here and not left to n8n, which gives its own only after it has set up the execution, and with that
 * loses the mark that static data has changed: the handled events would not be saved (seen in 2.41.1).
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { status, message, item } = await judge(context).catch((error: unknown): Verdict => {
		// Of what is thrown here, n8n would make a failed execution, whoever has sent the request.
		context.logger.error('An event from Pelcro could not be checked', { error });
		return { status: 500, message: 'The event could not be checked' };
	});
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true, ...(item && { workflowData: [[item]] }) };
}

async function judge(context: IWebhookFunctions): Promise<Verdict> {
	const rawBody = rawBodyOf(context);
	const registered = keptForDelivery(context);
	const secret = await secretOf(context, registered);
	const headers = context.getHeaderData();
	const signature = headers[SIGNATURE_HEADER];
	if (!isSigned(rawBody, signature, secret)) {
		// Pelcro tries the URL while it makes the endpoint, before the secret is known. Another process of n8n may
		// be the one that registers; then only the lack of a registration tells.
		if (isBeingRegistered(context) || registered.endpointId === undefined) {
			return answered('not registered yet');
		}
		// … or, when it changes an endpoint, that there is nothing in the request.
		if (signature === undefined && isPing(rawBody)) return answered('no event');
		// Without a secret there is nothing to check a signature with.
		const uncheckable = signature === undefined || secret === '';
		if (!acceptsUnsigned(context) || !uncheckable) {
			return { status: 401, message: 'The signature is missing or wrong' };
		}
	}
	const body = isJson(headers['content-type']) ? parse(rawBody) : undefined;
	const delivery = readDelivery(body);
	if (delivery === undefined || !isDataObject(body)) {
		return { status: 400, message: 'This is no event of Pelcro' };
	}
	if (!passes(delivery, filterOf(context))) return answered('not wanted here');
	const item = outputItem(context, body, delivery);
	return noteEvent(endpointName(context), eventKey(delivery, rawBody), staticData(context))
		? { ...answered('Workflow was started'), item }
		: answered('handled before');
}

/** With which Pelcro tries a URL: an empty object. Its form is not documented; nothing starts by it. */
function isPing(rawBody: Buffer): boolean {
	const body = parse(rawBody);
	return isDataObject(body) && Object.keys(body).length === 0;
}

/** Pelcro sends JSON; where nothing is declared, the body has to show it. */
function isJson(contentType: unknown): boolean {
	return typeof contentType !== 'string' || JSON_TYPE.test(contentType);
}

/** The test URL and the production URL each get the event; n8n names the production URL for both. */
function endpointName(context: IWebhookFunctions): string {
	const url = context.getNodeWebhookUrl('default') ?? '';
	return isTest(context) ? `test ${url}` : url;
}

function answered(message: string): Verdict {
	return { status: 200, message };
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

function outputItem(
	context: IWebhookFunctions,
	body: IDataObject,
	{ event, id, created, object, previous }: Delivery,
): INodeExecutionData {
	const simplify = context.getNodeParameter('simplify', true) === true;
	return { json: simplify ? { event, id, created, object, previous } : body };
}

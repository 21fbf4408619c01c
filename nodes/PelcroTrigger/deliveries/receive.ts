import {
	NodeOperationError,
	type INodeExecutionData,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { isKnownEvent } from '../../common/events/eventNames';
import { isDataObject } from '../../transport/dataObject';
import { noteDelivered } from '../catchUp/catchUp';
import {
	acceptsUnsigned,
	catchesUp,
	filterOf,
	filterOfSample,
	testsWithNewest,
} from '../form/settings';
import { drawerAsKept, nodeKey } from '../registration/drawer';
import { isTest } from '../registration/keptData';
import { isBeingRegistered } from '../registration/registering';
import { checkSignature } from './checkSignature';
import { readDeliveries, type Delivery } from './delivery';
import { passes } from './eventFilter';
import { itemsOf, type StartingItem } from './items';
import { parseJson } from './json';
import { missedItems, notCaughtUp } from './missed';
import { keepOthers, takeNew } from './newEvents';
import { withRelated } from './related';
import { noteGenuine, noteRefusal, type Refusal } from './refusals';
import { SIGNATURE_HEADER } from './signature';

/** `application/json`, also as `application/problem+json` and the like, with or without parameters. */
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** What becomes of a request to the webhook's URL. */
interface Verdict {
	status: number;
	message: string;
	/** The items to start the workflow with, if it is to start. */
	items?: INodeExecutionData[];
}

/** A request, as far as it can be read before it is known whether it is Pelcro's. */
interface Request {
	rawBody: Buffer;
	/** undefined where it is no JSON. */
	body: unknown;
	signature: unknown;
	contentType: unknown;
}

/**
 * Checks a request to the webhook's URL, and starts the workflow for an event that is new and wanted. The answer is
 * given here and not left to n8n, which gives its own only after it has set up the execution, and with that
 * loses the mark that static data has changed: the handled events would not be saved (seen in 2.41.1).
 *
 * @throws NodeOperationError after several refusals in a row: n8n makes a failed execution of it (and answers 500),
 * which is where the user looks
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = readRequest(context);
	const before = drawerAsKept(context);
	const { status, message, items } = await judge(context, request).catch(
		(error: unknown): Verdict => {
			// Of what is thrown here, n8n would make a failed execution, whoever has sent the request.
			context.logger.error('An event from Pelcro could not be checked', { error });
			return { status: 500, message: 'The event could not be checked' };
		},
	);
	if (drawerAsKept(context) !== before) keepOthers(context);
	if (status === 401) tellRefusal(context, request);
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true, ...(items && { workflowData: [items] }) };
}

async function judge(context: IWebhookFunctions, request: Request): Promise<Verdict> {
	const { rawBody, body, signature, contentType } = request;
	if (isTrial(context, request)) return answered('no event');
	const check = await checkSignature(context, rawBody, signature);
	if (check === 'fits') noteGenuine(nodeKey(context));
	else {
		// Without a secret there is nothing to check a signature with.
		const uncheckable = signature === undefined || check === 'noSecret';
		if (!acceptsUnsigned(context) || !uncheckable) {
			const isOpen = check !== 'wrong' && signature !== undefined;
			return isOpen ? LATER : { status: 401, message: 'The signature is missing or wrong' };
		}
	}
	const deliveries = isJson(contentType) ? readDeliveries(body) : [];
	const [first] = deliveries;
	if (first === undefined || !isDataObject(body)) {
		return { status: 400, message: 'This is no event of Pelcro' };
	}
	const isSample = isTest(context) && testsWithNewest(context);
	const filter = isSample ? filterOfSample(context) : filterOf(context);
	if (check === 'fits') {
		// Whoever makes events up must not make Catch Up believe that it has seen what is still to come.
		const records = deliveries.map(({ event, object }) => ({ event, record: object }));
		await noteDelivered(context, records);
	}
	const wanted = deliveries.filter((delivery) => passes(delivery, filter));
	const items = itemsOf(context, body, wanted);
	const isNew = wanted.length > 0 && takeNew(context, [eventKey(first, rawBody)]).length > 0;
	const nothing = wanted.length === 0 ? 'not wanted here' : 'handled before';
	if (!catchesUp(context)) return await started(context, isNew ? items : [], nothing);
	const own = isNew ? itemsOf(context, body, notCaughtUp(context, wanted, filter)) : [];
	// Whatever Pelcro sends shows that somebody listens again.
	const missed = await missedItems(context, filter, Date.now()).catch((error: unknown) => {
		// The delivery counts as handled already, so it must not be lost.
		context.logger.error('What was missed could not be put out', { error });
		return [];
	});
	return await started(context, [...missed, ...own], nothing);
}

/** @param otherwise the answer where nothing starts */
async function started(
	context: IWebhookFunctions,
	items: readonly StartingItem[],
	otherwise: string,
): Promise<Verdict> {
	if (items.length === 0) return answered(otherwise);
	const whole = await withRelated(context, items);
	return { ...answered('Workflow was started'), items: whole.map(({ json }) => ({ json })) };
}

/** What cannot be judged yet: the secret is not known. Pelcro delivers again whatever is answered with 5xx. */
const LATER: Verdict = { status: 503, message: 'The event cannot be checked yet' };

/**
 * Whether Pelcro tries the URL, which it does while it makes or changes an endpoint. How is not documented (guess: an
 * empty object, without a signature). While this process registers, whatever is no event of Pelcro's for certain passes for it; another
 * process of n8n may be the one that registers, and then only the empty object does. Nothing starts by it.
 */
function isTrial(context: IWebhookFunctions, { rawBody, body, signature }: Request): boolean {
	if (isBeingRegistered(context)) {
		const isUnsigned = signature === undefined && !acceptsUnsigned(context);
		return isUnsigned || readDeliveries(body).length === 0;
	}
	const isEmpty = isDataObject(body) && Object.keys(body).length === 0 && rawBody.length < 100;
	return signature === undefined && isEmpty;
}

/** Pelcro sends JSON; where nothing is declared, the body has to show it. */
function isJson(contentType: unknown): boolean {
	return typeof contentType !== 'string' || JSON_TYPE.test(contentType);
}

function answered(message: string): Verdict {
	return { status: 200, message };
}

/** An event without an ID is told apart by its content. */
function eventKey({ id }: Delivery, rawBody: Buffer): string {
	return id === '' ? rawBody.toString('base64') : id;
}

/** The bytes as they came: n8n keeps them beside what it has parsed. */
function readRequest(context: IWebhookFunctions): Request {
	const { rawBody: bytes }: { rawBody?: unknown } = context.getRequestObject();
	const rawBody = bytes instanceof Uint8Array ? Buffer.from(bytes) : Buffer.alloc(0);
	const headers = context.getHeaderData();
	return {
		rawBody,
		body: parseJson(rawBody.toString('utf8')),
		signature: headers[SIGNATURE_HEADER],
		contentType: headers['content-type'],
	};
}

/** A refusal starts nothing, so without this the user would see only silence. */
function tellRefusal(context: IWebhookFunctions, { rawBody, body, signature }: Request): void {
	const length = typeof signature === 'string' ? signature.length : 0;
	context.logger.warn(
		`A request to the Pelcro Trigger was refused: the header ${SIGNATURE_HEADER} has ${length} characters, the body ${rawBody.length} bytes, and the signature is missing or does not fit`,
		{ similarHeaders: similarHeaders(context) },
	);
	const [first] = readDeliveries(body);
	// Without a signature anybody's request would do; at least it has to name what Pelcro tells of.
	if (first === undefined || (length === 0 && !isKnownEvent(first.event))) return;
	const refusal = length === 0 ? 'unsigned' : 'doesNotFit';
	if (!noteRefusal(nodeKey(context), refusal, Date.now())) return;
	const { message, description } = TOLD[refusal];
	throw new NodeOperationError(context.getNode(), message, { description });
}

/** Names only: Pelcro may sign in another header than the one that is known, and whoever reads the log finds it. */
function similarHeaders(context: IWebhookFunctions): string[] {
	return Object.keys(context.getHeaderData()).filter((name) => /hmac|pelcro|sign/i.test(name));
}

const TOLD: Readonly<Record<Refusal, { message: string; description: string }>> = {
	doesNotFit: {
		message: 'Pelcro’s events came, but their signature did not fit',
		description:
			'Several events in a row were refused, and none was taken. Unpublish the workflow and publish it again, so that a new secret is made. If Webhook Secret in the Pelcro credential is filled in, compare it with Pelcro’s settings (Notifications). A proxy in front of n8n must pass the body on unchanged.',
	},
	unsigned: {
		message: 'Pelcro’s events came, but without a signature',
		description: `Many events in a row were refused because the header ${SIGNATURE_HEADER} was missing, and none was taken. A proxy in front of n8n must pass that header on. If none stands there, look into n8n’s log for similar headers. Somebody else may also have found out the address and send made-up events.`,
	},
};

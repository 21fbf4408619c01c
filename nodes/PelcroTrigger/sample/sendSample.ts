import { randomBytes } from 'crypto';
import { sleep, type IDataObject, type IHookFunctions } from 'n8n-workflow';

import { isDataObject } from '../../transport/dataObject';
import { OWN_ADDRESS_MS, SAMPLE_AFTER_MS } from '../../transport/limits';
import { SIGNATURE_HEADER, signatureOf } from '../deliveries/signature';
import { testsWithNewest } from '../form/settings';
import { RegistrationError } from '../registration/endpoints';
import { keep } from '../registration/keptData';
import { sampleEvent } from './sampleEvent';

/** Stands for the ID that Pelcro gives an endpoint; nothing is registered there. */
const NO_ENDPOINT = 'sample';

/** Whether 'Execute step' is to give the newest record at once, in place of waiting for an event. */
export function isSampleWanted(context: IHookFunctions): boolean {
	return context.getActivationMode() === 'manual' && testsWithNewest(context);
}

/**
 * Sends the node's own test address an event with the newest record, signed as Pelcro signs. Nothing is registered at
 * Pelcro. The event goes out a moment after this call has ended: only then does n8n take it.
 *
 * @throws RegistrationError where there is no record, or where n8n does not reach its own address
 */
export async function sendSample(context: IHookFunctions): Promise<void> {
	const url = context.getNodeWebhookUrl('default') ?? '';
	const body = JSON.stringify(await sampleEvent(context));
	const secret = randomBytes(24).toString('base64url');
	// As Pelcro tries an address: nothing starts by it.
	const trial = await post(context, url, '{}', {}).catch(reasonOf);
	if (trial !== undefined) {
		throw new RegistrationError(
			'n8n could not reach its own test address',
			`${url} gave: ${trial}. Choose Next Event under Test With, or see in the documentation of the Pelcro Trigger how n8n learns its address (WEBHOOK_URL).`,
		);
	}
	keep(context, { endpointId: NO_ENDPOINT, url, secret });
	const headers = { [SIGNATURE_HEADER]: signatureOf(Buffer.from(body), secret) };
	void sleep(SAMPLE_AFTER_MS)
		.then(async () => await post(context, url, body, headers))
		.catch((error: unknown) => {
			context.logger.warn('The Pelcro Trigger could not send itself its test event', {
				message: reasonOf(error),
			});
		});
}

/** @throws Error where the answer is not 200 */
async function post(
	context: IHookFunctions,
	url: string,
	body: string,
	headers: IDataObject,
): Promise<void> {
	const answer: unknown = await context.helpers.httpRequest({
		method: 'POST',
		url,
		body,
		headers: { 'content-type': 'application/json', ...headers },
		timeout: OWN_ADDRESS_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	});
	const status = isDataObject(answer) ? Number(answer.statusCode) : 0;
	if (status !== 200) throw new Error(`status ${status}`);
}

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

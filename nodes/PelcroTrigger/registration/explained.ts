import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

import { toNodeError } from '../../common/nodeErrors';
import { RegistrationError } from './endpoints';

/**
 * Calls a part of the webhook's life cycle; what goes wrong is shown as n8n shows errors.
 *
 * @throws NodeOperationError or NodeApiError
 */
export async function explained<Result>(
	context: IHookFunctions,
	call: (context: IHookFunctions) => Promise<Result>,
): Promise<Result> {
	return await call(context).catch((error: unknown) => {
		throw withAdvice(context, toShownError(context, error));
	});
}

function toShownError(context: IHookFunctions, error: unknown) {
	const node = context.getNode();
	if (!(error instanceof RegistrationError)) return toNodeError(node, error);
	return new NodeOperationError(node, error.message, { description: error.description });
}

/** Of what fails in the activation of a workflow, n8n shows the message only; the advice is in the description. */
function withAdvice<Shown extends ReturnType<typeof toShownError>>(
	context: IHookFunctions,
	error: Shown,
): Shown {
	const isTest = context.getActivationMode() === 'manual';
	if (!isTest && error.description) error.message = `${error.message}. ${error.description}`;
	return error;
}

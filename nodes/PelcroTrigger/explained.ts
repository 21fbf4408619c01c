import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

import { toNodeError } from '../Pelcro/execution/nodeErrors';
import { RegistrationError } from './registration';

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
		const node = context.getNode();
		throw error instanceof RegistrationError
			? new NodeOperationError(node, error.message, { description: error.description })
			: toNodeError(node, error);
	});
}

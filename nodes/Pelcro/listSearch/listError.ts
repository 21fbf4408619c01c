import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { toNodeError } from '../../common/nodeErrors';

/**
 * Whatever kept a list from being loaded. The editor shows only an error's message where the list would be, so
 * what to do is told there as well.
 */
export function toListError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	const shown = toNodeError(node, error);
	if (shown.description) shown.message = `${shown.message} ${shown.description}`;
	return shown;
}

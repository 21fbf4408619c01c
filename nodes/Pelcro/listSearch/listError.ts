import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { toNodeError } from '../../common/nodeErrors';

/**
 * Whatever kept a list from being loaded. The editor shows only an error's message where the list would be, so
 * what to do is told there as well.
 */
export function toListError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	const shown = toNodeError(node, error);
	const sentence = /[.!?]$/.test(shown.message) ? shown.message : `${shown.message}.`;
	if (shown.description) shown.message = `${sentence} ${shown.description}`;
	return shown;
}

import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { CancelledError } from '../transport/clock';
import { CredentialError } from '../transport/account/credentials';
import { PelcroRequestError } from '../transport/failures/requestError';
import { FieldError } from './fieldError';
import { isTool } from './tool';

/** The input item at which it went wrong: `index` counted from 0, as n8n does, of `count`. */
export interface ItemOfRun {
	index: number;
	count: number;
}

/**
 * Whatever went wrong, as n8n shows it: what happened (with the item), and what to do. The new error carries
 * texts only, never the request, so the API key cannot get into the execution's data.
 *
 * @param item undefined before the first one
 */
export function toNodeError(
	node: INode,
	error: unknown,
	item?: ItemOfRun,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	if (error instanceof PelcroRequestError) return apiError(node, error, item);
	if (error instanceof FieldError || error instanceof CredentialError) {
		return operationError(node, error.message, error.description, item);
	}
	if (error instanceof CancelledError) return operationError(node, error.message, '', item);
	const message = error instanceof Error ? error.message : String(error);
	const description = error instanceof Error && 'description' in error ? error.description : '';
	return operationError(node, message, typeof description === 'string' ? description : '', item);
}

function apiError(node: INode, error: PelcroRequestError, item?: ItemOfRun): NodeApiError {
	const { description, status } = error;
	const message = worded(node, error.message, description, item);
	const nodeError = new NodeApiError(
		node,
		{ message },
		{
			message,
			description,
			itemIndex: item?.index,
			...(status !== undefined && { httpCode: String(status) }),
		},
	);
	// n8n replaces a message in which it finds an error code, even inside a word; Pelcro's words are better.
	nodeError.message = message;
	nodeError.description = description;
	return nodeError;
}

function operationError(
	node: INode,
	message: string,
	description: string,
	item?: ItemOfRun,
): NodeOperationError {
	const text = worded(node, message, description, item);
	const nodeError = new NodeOperationError(node, text, { description, itemIndex: item?.index });
	nodeError.message = text;
	return nodeError;
}

/**
 * An AI agent is told the message only, so as a tool the message has to say all: which choices there are, and
 * that a call may have been carried out, or the agent would just repeat it. The number of an only item would tell
 * nothing; others are counted from 0, as in n8n's own panels and expressions.
 */
function worded(node: INode, message: string, description: string, item?: ItemOfRun): string {
	if (isTool(node)) return description ? `${message.replace(/\.$/, '')}. ${description}` : message;
	return item === undefined || item.count < 2 ? message : `${message} [item ${item.index}]`;
}

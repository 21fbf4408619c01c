import type { INode } from 'n8n-workflow';

/** Whether an AI agent uses the node as its tool: n8n gives such nodes a type of their own. */
export function isTool({ type }: Pick<INode, 'type'>): boolean {
	return type.endsWith('Tool');
}

import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

import { pause } from '../../trigger/real/eventCollector';

const POLL_MS = 50;

/** The end of a mail's text, by the rules of SMTP. */
const END = '\r\n.\r\n';

/** A mail server that takes whatever it is sent and keeps it: just enough SMTP for n8n's Send Email. */
export class MailServer {
	/** Each mail as it came, headers and text. */
	readonly mails: string[] = [];

	private constructor(private readonly server: Server) {
		server.on('connection', (socket) => this.serve(socket));
	}

	static async start(): Promise<MailServer> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new MailServer(server);
	}

	/** What n8n's SMTP credential asks for. */
	get access() {
		const { port } = this.server.address() as AddressInfo;
		return {
			host: '127.0.0.1',
			port,
			secure: false,
			disableStartTls: true,
			user: '',
			password: '',
		};
	}

	/** Waits for the first mail. @throws Error when none comes in that time */
	async firstMail(timeoutMs = 15_000): Promise<string> {
		for (const end = Date.now() + timeoutMs; Date.now() < end; await pause(POLL_MS)) {
			const [mail] = this.mails;
			if (mail !== undefined) return mail;
		}
		throw new Error(`No mail in ${timeoutMs / 1_000} s`);
	}

	stop(): void {
		this.server.close();
	}

	private serve(socket: Socket): void {
		const say = (line: string) => void socket.write(`${line}\r\n`);
		let text = '';
		let takesText = false;
		say('220 test mail server');
		socket.setEncoding('utf8');
		socket.on('error', () => socket.destroy());
		socket.on('data', (chunk: string) => {
			text += chunk;
			if (takesText) {
				if (!text.endsWith(END)) return;
				this.mails.push(text.slice(0, -END.length));
				takesText = false;
				say('250 taken');
			} else if (text.endsWith('\r\n')) {
				const [verb = ''] = text.toUpperCase().split(/\s/);
				takesText = verb === 'DATA';
				say({ DATA: '354 go on', QUIT: '221 bye' }[verb] ?? '250 fine');
				if (verb === 'QUIT') socket.end();
			} else return;
			text = '';
		});
	}
}

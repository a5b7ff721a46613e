import { z } from 'zod';
import { ClientMessage, ServerMessage } from '../contract/live.ts';
import { HEARTBEAT_MS, LIVE_CLOSE, LIVE_PATH, LIVE_SUBPROTOCOL, LIVE_VERSION, SILENCE_MS } from '../contract/live-codes.ts';

type Json = Record<string, unknown>;

/**
 * The live protocol as AsyncAPI 3.0, made from the schemas that read and write the messages: it cannot say anything else than they
 * do. What a schema cannot say stands in PROTOCOL.md, whose numbered rules are tests.
 */
export function describeLiveProtocol(): Json {
  const fromClient = messagesOf(ClientMessage, 'client');
  const fromServer = messagesOf(ServerMessage, 'server');
  const refTo = (names: string[]) => names.map((name) => ({ $ref: `#/channels/live/messages/${name}` }));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Gõ Cửa, the live stream',
      version: `${LIVE_VERSION}.0.0`,
      description: [
        `WebSocket at ${LIVE_PATH} with the subprotocol ${LIVE_SUBPROTOCOL} and the session cookie of the HTTP API.`,
        `A client pings every ${HEARTBEAT_MS / 1000} s; either side gives the other up after ${SILENCE_MS / 1000} s of silence.`,
        'Close codes:',
        ...Object.entries(LIVE_CLOSE).map(
          ([code, { name, retry }]) => `- ${code} ${name}: ${retry ? 'come back' : 'do not come back by yourself'}`,
        ),
      ].join('\n'),
    },
    defaultContentType: 'application/json',
    channels: {
      live: {
        address: LIVE_PATH,
        title: 'One connection, many numbered channels',
        messages: Object.fromEntries(
          [...fromClient, ...fromServer].map(({ name }) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
        bindings: { ws: { method: 'GET', bindingVersion: '0.1.0' } },
      },
    },
    operations: {
      clientSays: {
        action: 'receive',
        channel: { $ref: '#/channels/live' },
        title: 'What a client says',
        messages: refTo(fromClient.map(({ name }) => name)),
      },
      serverSays: {
        action: 'send',
        channel: { $ref: '#/channels/live' },
        title: 'What the server says',
        messages: refTo(fromServer.map(({ name }) => name)),
      },
    },
    components: {
      messages: Object.fromEntries(
        [...fromClient, ...fromServer].map(({ name, type, schema }) => [name, { name: type, title: type, payload: schema }]),
      ),
    },
  };
}

/** One message for each member of a union: "client.hello", "server.welcome" … as names without dots. */
function messagesOf(
  union: typeof ClientMessage | typeof ServerMessage,
  side: string,
): { name: string; type: string; schema: Json }[] {
  return union.options.map((option) => {
    const type = [...option.shape.type.values][0]!;
    // AsyncAPI 3.0's own schema language is JSON Schema draft 7.
    const { $schema: _, ...schema } = z.toJSONSchema(option, {
      target: 'draft-7',
      io: side === 'client' ? 'input' : 'output',
    }) as Json;
    return { name: `${side}_${type}`, type, schema };
  });
}

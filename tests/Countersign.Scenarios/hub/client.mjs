// A SignalR client on a leash: one JSON command per line on standard input, one JSON report per line on standard output.
//
//   {"id": 1, "do": "connect", "url": "http://127.0.0.1:7171/api", "transport": "WebSockets"}
//   {"id": 2, "do": "invoke", "method": "subscribe_job", "arguments": ["job-1"]}
//   {"id": 3, "do": "drop"}      breaks the connection off, as a lost network would
//   {"id": 4, "do": "stop"}
//
// Reports: {"answer": 1} or {"answer": 1, "error": "..."}; {"message": target, "payload": ...}, of which "reconnected" is the library's own; {"closed": reason or null}.
import readline from "node:readline";
import signalR from "@microsoft/signalr";

const targets = ["job_status_change", "job_progress", "job_log", "job_complete", "job_error", "job_status", "connected", "pong"];
let connection;

const report = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const commands = {
  async connect({ url, transport, token, reconnect }) {
    const builder = new signalR.HubConnectionBuilder()
      .withUrl(url, {
        transport: signalR.HttpTransportType[transport],
        ...(token ? { accessTokenFactory: () => token } : {}),
      })
      .configureLogging(signalR.LogLevel.None);
    const current = (reconnect ? builder.withAutomaticReconnect([0, 100, 1000, 5000]) : builder).build();
    for (const target of targets) {
      current.on(target, (payload) => report({ message: target, payload: payload ?? null }));
    }

    current.onreconnected(() => report({ message: "reconnected", payload: null }));
    current.onclose((error) => report({ closed: error?.message ?? null }));
    await current.start();
    connection = current;
  },

  async invoke({ method, arguments: values }) {
    await connection.invoke(method, ...values);
  },

  // The client library has no way to lose a connection on purpose: its socket has.
  async drop() {
    connection.connection.transport._webSocket.terminate();
  },

  async stop() {
    await connection.stop();
  },
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  try {
    await commands[command.do](command);
    report({ answer: command.id });
  } catch (error) {
    report({ answer: command.id, error: error.message });
  }
}

process.exit(0);

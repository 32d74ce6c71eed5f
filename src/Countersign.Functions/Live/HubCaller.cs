using System.Text.Json;
using Countersign.Server.Live;
using Microsoft.Azure.Functions.Worker;

namespace Countersign.Functions.Live;

/// <summary>From a hub function into the shared answers, and what they come to as outputs of the binding.</summary>
public sealed class HubCaller(GroupCalls calls)
{
    /// <summary>Runs the method that the client called.</summary>
    /// <param name="method">One of <see cref="Contracts.Events.HubMethods"/>.</param>
    /// <param name="call">Who called, and with what.</param>
    /// <param name="stopping">Cancelled when the host stops.</param>
    /// <returns>Messages to the caller, in order.</returns>
    /// <exception cref="RefusedCallException">The call is refused, or failed.</exception>
    public async Task<SignalRMessageAction[]> RunAsync(string method, SignalRInvocationContext call, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(call);
        var roles = call.Claims is { } claims && claims.TryGetValue(CallerClaims.Roles, out var value) ? value.ToString() : null;
        try
        {
            var answer = await calls.CallAsync(
                CallerClaims.Read(call.UserId, roles), call.ConnectionId, method, ArgumentOf(call), stopping);
            return [.. answer.Messages.Select(message => MessageTo(call.ConnectionId, message.Target, message.Payload))];
        }
        catch (HubCallException refused)
        {
            throw new RefusedCallException(refused);
        }
    }

    private static JsonElement? ArgumentOf(SignalRInvocationContext call) => call.Arguments is [JsonElement argument, ..] ? argument : null;

    private static SignalRMessageAction MessageTo(string connectionId, string target, JsonElement? payload) =>
        new(target, payload is { } argument ? [argument] : []) { ConnectionId = connectionId };
}

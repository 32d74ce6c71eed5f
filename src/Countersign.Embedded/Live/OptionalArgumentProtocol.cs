using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Countersign.Embedded.Live;

/// <summary>
/// SignalR's JSON protocol, with calls that leave their one argument out, such as <c>ping</c>. A serverless hub takes them,
/// and SignalR itself wants as many arguments as a method has parameters.
/// </summary>
internal sealed class OptionalArgumentProtocol(JsonHubProtocol json) : IHubProtocol
{
    public string Name => json.Name;

    public int Version => json.Version;

    public TransferFormat TransferFormat => json.TransferFormat;

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var again = input;
        if (!json.TryParseMessage(ref input, binder, out message))
        {
            return false;
        }

        if (message is InvocationBindingFailureMessage
            && json.TryParseMessage(ref again, new WithoutParameters(binder), out var bare)
            && bare is InvocationMessage { Target: { } target } call)
        {
            message = new InvocationMessage(call.InvocationId, target, [null]) { Headers = call.Headers };
        }

        return true;
    }

    private sealed class WithoutParameters(IInvocationBinder binder) : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName)
        {
            // A method that there is not stays an error.
            binder.GetParameterTypes(methodName);
            return [];
        }

        public Type GetReturnType(string invocationId) => binder.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => binder.GetStreamItemType(streamId);
    }
}

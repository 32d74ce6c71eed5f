// Microsoft.Azure.Functions.Worker.Extensions.SignalRService 2.0.1. What it has no nullability for has none here.
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker
{
    public sealed class SignalRConnectionInfoInputAttribute : InputBindingAttribute
    {
        public string? ConnectionStringSetting { get; set; }

        public string? HubName { get; set; }
    }

#nullable disable
    public sealed class SignalRConnectionInfo
    {
        public string Url { get; set; }

        public string AccessToken { get; set; }
    }

    public sealed class SignalRInvocationContext
    {
        public string ConnectionId { get; set; }
    }
#nullable restore

    public sealed class SignalRTriggerAttribute(string hubName, string category, string @event) : TriggerBindingAttribute
    {
        public string? ConnectionStringSetting { get; set; }

        public string HubName { get; } = hubName;

        public string Category { get; } = category;

        public string Event { get; } = @event;
    }

    public sealed class SignalROutputAttribute : OutputBindingAttribute
    {
        public string? ConnectionStringSetting { get; set; }

        public string? HubName { get; set; }
    }

    public sealed class SignalRMessageAction(string target, object[]? arguments)
    {
        public string? ConnectionId { get; set; }

        public string Target { get; } = target;

        public object[]? Arguments { get; set; } = arguments;
    }
}

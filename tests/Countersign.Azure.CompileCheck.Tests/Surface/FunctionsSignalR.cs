// Microsoft.Azure.Functions.Worker.Extensions.SignalRService 2.0.1, and Microsoft.Azure.SignalR.Management 1.29.0 which it brings.
// What they have no nullability for has none here.
using System.Security.Claims;
using Azure.Core.Serialization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.SignalRService;
using Microsoft.Azure.SignalR.Management;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker
{
#nullable disable
    public sealed class SignalRInvocationContext
    {
        public object[] Arguments { get; set; }

        public string ConnectionId { get; set; }

        public string UserId { get; set; }

        public IDictionary<string, StringValues> Claims { get; set; }
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

namespace Microsoft.Azure.Functions.Worker.SignalRService
{
    public abstract class ServerlessHub
    {
        public const string DefaultConnectionStringName = "AzureSignalRConnectionString";

        protected ServerlessHub(IServiceProvider serviceProvider)
        {
        }

        protected virtual IHubClients Clients => throw null!;

        protected virtual GroupManager Groups => throw null!;

        protected virtual Task<BinaryData> NegotiateAsync(NegotiationOptions? options = null) => throw null!;
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class SignalRServiceDependencyInjectionExtensions
    {
        public static IServiceCollection AddServerlessHub<THub>(this IServiceCollection services, Action<ServiceManagerBuilder> configure)
            where THub : ServerlessHub => throw null!;
    }
}

#nullable disable
namespace Microsoft.Azure.SignalR.Management
{
    public abstract class GroupManager : IGroupManager
    {
        public abstract Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default);

        public abstract Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default);
    }

    public class NegotiationOptions
    {
        public string UserId { get; set; }

        public IList<Claim> Claims { get; set; }
    }

    public class ServiceManagerOptions
    {
        public void UseJsonObjectSerializer(ObjectSerializer objectSerializer) => throw null;
    }

    public class ServiceManagerBuilder
    {
        public ServiceManagerBuilder WithOptions(Action<ServiceManagerOptions> configure) => throw null;
    }
}

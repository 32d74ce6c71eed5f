using Microsoft.Azure.Functions.Worker.SignalRService;

namespace Countersign.Functions.Live;

/// <summary>The hub that carries live events, on Azure SignalR Service in serverless mode.</summary>
internal static class JobsHub
{
    public const string Name = "jobs";

    /// <summary>The app setting with the service's connection: a connection string, or a section with its address and an identity.</summary>
    public const string ConnectionSetting = ServerlessHub.DefaultConnectionStringName;

    /// <summary>The upstream category of hub methods that clients call.</summary>
    public const string Messages = "messages";
}

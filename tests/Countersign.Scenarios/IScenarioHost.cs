using Countersign.Testing.Http;

namespace Countersign.Scenarios;

/// <summary>A running host that the scenarios are played against.</summary>
public interface IScenarioHost
{
    /// <summary>Where the API is.</summary>
    Uri Address { get; }

    /// <summary>A folder of this machine that is one of the host's roots; null when there is none.</summary>
    string? InputFolder { get; }

    /// <summary>Which host it is, for messages.</summary>
    string Name { get; }

    /// <summary>Whether the tests have not started it: then it may be set up without a hub, or have a service between hub and client.</summary>
    bool IsForeign { get; }

    /// <summary>A receiver in this process that the host may reach; null when there is none.</summary>
    WebhookReceiver? Receiver { get; }
}

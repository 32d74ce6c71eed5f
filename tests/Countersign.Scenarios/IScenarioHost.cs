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
}

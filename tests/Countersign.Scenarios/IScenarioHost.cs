namespace Countersign.Scenarios;

/// <summary>A running host that the scenarios are played against.</summary>
public interface IScenarioHost
{
    /// <summary>Where the API is.</summary>
    Uri Address { get; }

    /// <summary>Which host it is, for messages.</summary>
    string Name { get; }
}

namespace Countersign.Server.Health;

/// <summary>Asks one real part whether it works.</summary>
public interface IHealthProbe
{
    /// <summary>The part's name in health answers.</summary>
    string Component { get; }

    /// <summary>Uses the part in the cheapest way that shows it working.</summary>
    /// <exception cref="Exception">The part does not work.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}

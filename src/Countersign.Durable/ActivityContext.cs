namespace Countersign.Durable;

/// <summary>Which orchestration instance called an activity.</summary>
public record ActivityContext(string InstanceId, string Name)
{
    /// <summary>
    /// Whether <see cref="StandAsideAsync"/> works here. Where it does not, an activity that cannot begin yet returns, and the
    /// orchestration calls it again later.
    /// </summary>
    public virtual bool MayStandAside() => false;

    /// <summary>Waits without taking a place that another activity could use, and comes back with a place.</summary>
    /// <param name="until">What is waited for; its failure or cancellation is thrown, once there is a place again.</param>
    /// <exception cref="NotSupportedException">The engine cannot do that.</exception>
    public virtual Task StandAsideAsync(Task until) =>
        throw new NotSupportedException("The engine that runs this activity has no place to wait beside its limit.");
}

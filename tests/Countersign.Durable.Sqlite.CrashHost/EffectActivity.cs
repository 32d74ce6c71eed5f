namespace Countersign.Durable.Sqlite.CrashHost;

internal sealed class EffectActivity(EffectsLog log) : IActivity<string, Unit>
{
    public Task<Unit> RunAsync(ActivityContext context, string input, CancellationToken cancellationToken)
    {
        log.Append(input);
        return Task.FromResult(Unit.Value);
    }
}

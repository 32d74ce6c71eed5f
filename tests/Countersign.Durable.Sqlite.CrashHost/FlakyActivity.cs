namespace Countersign.Durable.Sqlite.CrashHost;

internal sealed class FlakyActivity : IActivity<int, int>
{
#pragma warning disable CA5394 // Chance is the point here, not secrecy.
    public Task<int> RunAsync(ActivityContext context, int input, CancellationToken cancellationToken) =>
        Random.Shared.Next(3) == 0 ? throw new InvalidOperationException("not this time") : Task.FromResult(input);
#pragma warning restore CA5394
}

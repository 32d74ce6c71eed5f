namespace Countersign.Storage.Azure.Jobs;

/// <summary>Lets one caller at a time change a job within this process.</summary>
/// <remarks>Only saves refused batches: between processes, and always for correctness, the row's tag decides.</remarks>
internal sealed class JobTurns
{
    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Waits for the job's turn; disposing what is returned ends it.</summary>
    public async Task<IDisposable> TakeAsync(string jobId, CancellationToken cancellationToken)
    {
        var turn = Join(jobId);
        try
        {
            await turn.Free.WaitAsync(cancellationToken);
            return turn;
        }
        catch
        {
            Leave(turn);
            throw;
        }
    }

    internal int Count()
    {
        lock (_lock)
        {
            return _turns.Count;
        }
    }

    private Turn Join(string jobId)
    {
        lock (_lock)
        {
            if (!_turns.TryGetValue(jobId, out var turn))
            {
                turn = new Turn(this, jobId);
                _turns.Add(jobId, turn);
            }

            turn.Users++;
            return turn;
        }
    }

    private void Leave(Turn turn)
    {
        lock (_lock)
        {
            if (--turn.Users == 0)
            {
                _turns.Remove(turn.JobId);
                turn.Free.Dispose();
            }
        }
    }

    private sealed class Turn(JobTurns turns, string jobId) : IDisposable
    {
        public string JobId => jobId;

        public SemaphoreSlim Free { get; } = new(1);

        public int Users { get; set; }

        public void Dispose()
        {
            Free.Release();
            turns.Leave(this);
        }
    }
}

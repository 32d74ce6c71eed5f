using Countersign.Contracts.Events;
using Countersign.Contracts.Plans;
using Countersign.Kinds;
using Countersign.Server.Events;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.Secrets;

namespace Countersign.Server.Activities;

/// <summary>
/// Collects what a kind reports until it is stored. Lines that a run before a crash has stored already are not stored
/// again: while the repeated run says the same, its lines are passed over.
/// </summary>
/// <param name="step">The step that runs; null in analysis and planning.</param>
/// <param name="attempt">Which attempt it is.</param>
/// <param name="from">The job's progress when this work starts.</param>
/// <param name="to">The job's progress when this work is done.</param>
/// <param name="stored">The lines of this step and attempt that are stored already.</param>
internal sealed class JobReporter(string? step, int attempt, double from, double to, IEnumerable<string> stored) : IJobReporter
{
    private const int LongestLine = 8192;

    private readonly Lock _lock = new();
    private readonly Queue<string> _stored = new(stored);
    private List<EventDraft> _lines = [];
    private double _fraction;
    private int _reported = -1;
    private long _tokens;
    private double? _cost;

    /// <summary>What hides secrets in lines that come from now on.</summary>
    public SecretMask Mask { get; set; } = SecretMask.Nothing;

    public void Progress(double fraction)
    {
        lock (_lock)
        {
            _fraction = Math.Clamp(Math.Max(_fraction, fraction), 0, 1);
        }
    }

    public void Use(long tokens, double? cost)
    {
        lock (_lock)
        {
            _tokens += tokens;
            _cost = cost is null ? _cost : (_cost ?? 0) + cost;
        }
    }

    public void Log(string message, JobLogLevel level = JobLogLevel.Info)
    {
        ArgumentNullException.ThrowIfNull(message);
        message = Mask.Apply(message);
        var line = message.Length <= LongestLine ? message : message[..LongestLine] + " …";
        lock (_lock)
        {
            if (_stored.TryPeek(out var before) && before == line)
            {
                _stored.Dequeue();
                return;
            }

            _stored.Clear();
            _lines.Add(new EventDraft(EventTypes.Log, EventData.Log(step, attempt, level, line)));
        }
    }

    /// <summary>Whether there is something to store.</summary>
    public bool HasNews
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count > 0 || _tokens > 0 || CurrentPercent() > _reported;
            }
        }
    }

    /// <summary>Takes what has come together since the last call.</summary>
    public Report Take()
    {
        lock (_lock)
        {
            var lines = _lines;
            _lines = [];
            _reported = CurrentPercent();
            var (tokens, cost) = (_tokens, _cost);
            (_tokens, _cost) = (0, null);
            return new Report(lines, _reported) { Tokens = tokens, Cost = cost };
        }
    }

    private int CurrentPercent() => (int)(from + ((to - from) * _fraction));

    /// <summary>Lines and progress on their way to the store.</summary>
    public sealed record Report(IReadOnlyList<EventDraft> Lines, int Percent)
    {
        /// <summary>What was used since the last report.</summary>
        public long Tokens { get; init; }

        public double? Cost { get; init; }

        /// <summary>Adds the report to a record. Applying it again to a newer record gives the same addition.</summary>
        public (JobRecord Record, IReadOnlyList<EventDraft> Events) ApplyTo(JobRecord record)
        {
            var advanced = Spend(record).AdvanceTo(Percent);
            return advanced.Job.Progress == record.Job.Progress
                ? (advanced, Lines)
                : (advanced, [.. Lines, new EventDraft(EventTypes.Progress)]);
        }

        private JobRecord Spend(JobRecord record)
        {
            if (Tokens == 0 && Cost is null)
            {
                return record;
            }

            var before = record.Job.Cost.Actual ?? new Estimate();
            var after = before with { Tokens = (before.Tokens ?? 0) + Tokens, Cost = Cost is null ? before.Cost : (before.Cost ?? 0) + Cost };
            return record with { Job = record.Job with { Cost = record.Job.Cost with { Actual = after } } };
        }
    }
}

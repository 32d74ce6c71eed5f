using Countersign.Server.Ports;
using Countersign.Storage.Azure.Keys;

namespace Countersign.Storage.Azure.Index;

/// <summary>
/// What tells the index rows that count from leftovers: a row counts when it carries the mark that its job has. A mark is new
/// whenever the rows move, so that a late removal of old rows can never hit new ones.
/// </summary>
/// <param name="Card">Of the rows that stay while name and tags do.</param>
/// <param name="Status">Of the rows that move with the status.</param>
/// <param name="Owed">Of the row of the owed message; stays while there is one.</param>
internal sealed record IndexMarks(string Card, string Status, string Owed)
{
    public static IndexMarks New() => new(Token.New(), Token.New(), Token.New());

    /// <summary>The marks after a change of the job that has these.</summary>
    public IndexMarks After(JobRecord before, JobRecord after)
    {
        var sameCard = SearchText.Of(before.Job) == SearchText.Of(after.Job)
            && JobLabels.Of(before.Job).SequenceEqual(JobLabels.Of(after.Job), StringComparer.Ordinal);
        return new IndexMarks(
            sameCard ? Card : Token.New(),
            sameCard && before.Job.Status == after.Job.Status ? Status : Token.New(),
            before.WakeUp is not null && after.WakeUp is not null ? Owed : Token.New());
    }
}

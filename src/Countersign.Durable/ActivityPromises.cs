namespace Countersign.Durable;

/// <summary>What the code of an activity guarantees beyond what every activity does, so that an engine may do with fewer writes.</summary>
[Flags]
public enum ActivityPromises
{
    /// <summary>Nothing: it may run more than once, as any activity may.</summary>
    None = 0,

    /// <summary>
    /// It has no effect outside the database it shares with the engine before one of its own writes to that database is
    /// acknowledged. An engine that commits in order may then start it while the turn that calls it is still on its way to disk:
    /// whatever the activity does is durable after the turn, or not at all.
    /// </summary>
    WritesFirst = 1,

    /// <summary>
    /// It keeps a record of its own of what it has done, in the database it shares with the engine, and a repeat finds it there: it
    /// does nothing a second time and lets the orchestration go on as the first answer did. An engine may then write
    /// the answer together with later ones: where a crash takes it back, the activity is asked again.
    /// </summary>
    AnswersAgain = 2,
}

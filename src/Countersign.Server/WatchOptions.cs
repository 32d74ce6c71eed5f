namespace Countersign.Server;

/// <summary>The folder into which job documents are dropped; keys of section <c>Inputs</c>. Of the embedded host only.</summary>
public sealed class WatchOptions
{
    /// <summary>The folder. Default none, and then no documents are taken.</summary>
    public string Watch { get; set; } = "";

    /// <summary>
    /// Whose jobs the documents become, with this user's roles and limits: a user of <c>Auth:ApiKeys</c>. Default: the local person,
    /// while no authentication is configured.
    /// </summary>
    public string WatchOwner { get; set; } = "";

    /// <summary>For how long size and time of a document must not change before it is taken. Default 2 seconds.</summary>
    public TimeSpan WatchSettle { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the folder is looked through besides when the system tells of a change, which it does not always. Default 10 seconds.</summary>
    public TimeSpan WatchEvery { get; set; } = TimeSpan.FromSeconds(10);
}

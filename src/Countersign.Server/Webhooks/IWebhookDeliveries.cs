namespace Countersign.Server.Webhooks;

/// <summary>Sends events to webhooks, for hosts to run.</summary>
public interface IWebhookDeliveries
{
    /// <summary>
    /// Sends what there is to be sent, for about as long as a look by the clock may take. Safe to repeat and to run on many hosts at once:
    /// an event may then arrive more than once, and none is left out.
    /// </summary>
    Task RunDueAsync(CancellationToken cancellationToken);

    /// <summary>Sends events as they become readable, for as long as the process lives; changes made in it are seen at once.</summary>
    /// <param name="failed">Told of a failure that is none of a receiver's, with how long until it is tried again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task RunAsync(Action<Exception, TimeSpan> failed, CancellationToken cancellationToken);
}

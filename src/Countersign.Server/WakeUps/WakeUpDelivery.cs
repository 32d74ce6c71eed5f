namespace Countersign.Server.WakeUps;

/// <summary>When a request that owes an orchestration a message is answered.</summary>
public enum WakeUpDelivery
{
    /// <summary>After the message was sent: for hosts whose process may be frozen once it has answered.</summary>
    BeforeAnswer,

    /// <summary>Once the change is stored, while the message is on its way: for hosts that live on.</summary>
    Background,
}

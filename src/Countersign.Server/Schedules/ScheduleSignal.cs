namespace Countersign.Server.Schedules;

/// <summary>Tells whoever waits for the next schedule within this process that another may be due earlier now.</summary>
internal sealed class ScheduleSignal : ProcessSignal;

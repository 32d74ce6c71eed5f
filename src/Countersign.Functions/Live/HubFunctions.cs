using Countersign.Contracts.Events;
using Microsoft.Azure.Functions.Worker;

namespace Countersign.Functions.Live;

/// <summary>The methods that clients of the hub call, each by its wire name.</summary>
public sealed class HubFunctions(HubCaller hub)
{
    /// <summary>Follow one job.</summary>
    [Function("SubscribeJob")]
    [SignalROutput(HubName = JobsHub.Name, ConnectionStringSetting = JobsHub.ConnectionSetting)]
    public Task<SignalRMessageAction[]> SubscribeJobAsync(
        [SignalRTrigger(JobsHub.Name, JobsHub.Messages, HubMethods.SubscribeJob, ConnectionStringSetting = JobsHub.ConnectionSetting)] SignalRInvocationContext call,
        CancellationToken stopping) =>
        hub.RunAsync(HubMethods.SubscribeJob, call, stopping);

    /// <summary>Stop following one job.</summary>
    [Function("UnsubscribeJob")]
    [SignalROutput(HubName = JobsHub.Name, ConnectionStringSetting = JobsHub.ConnectionSetting)]
    public Task<SignalRMessageAction[]> UnsubscribeJobAsync(
        [SignalRTrigger(JobsHub.Name, JobsHub.Messages, HubMethods.UnsubscribeJob, ConnectionStringSetting = JobsHub.ConnectionSetting)] SignalRInvocationContext call,
        CancellationToken stopping) =>
        hub.RunAsync(HubMethods.UnsubscribeJob, call, stopping);

    /// <summary>Follow the jobs of a task.</summary>
    [Function("SubscribeTask")]
    [SignalROutput(HubName = JobsHub.Name, ConnectionStringSetting = JobsHub.ConnectionSetting)]
    public Task<SignalRMessageAction[]> SubscribeTaskAsync(
        [SignalRTrigger(JobsHub.Name, JobsHub.Messages, HubMethods.SubscribeTask, ConnectionStringSetting = JobsHub.ConnectionSetting)] SignalRInvocationContext call,
        CancellationToken stopping) =>
        hub.RunAsync(HubMethods.SubscribeTask, call, stopping);

    /// <summary>Follow every job that the caller may read.</summary>
    [Function("SubscribeAll")]
    [SignalROutput(HubName = JobsHub.Name, ConnectionStringSetting = JobsHub.ConnectionSetting)]
    public Task<SignalRMessageAction[]> SubscribeAllAsync(
        [SignalRTrigger(JobsHub.Name, JobsHub.Messages, HubMethods.SubscribeAll, ConnectionStringSetting = JobsHub.ConnectionSetting)] SignalRInvocationContext call,
        CancellationToken stopping) =>
        hub.RunAsync(HubMethods.SubscribeAll, call, stopping);

    /// <summary>Send a job's stored log lines.</summary>
    [Function("SendJobLogs")]
    [SignalROutput(HubName = JobsHub.Name, ConnectionStringSetting = JobsHub.ConnectionSetting)]
    public Task<SignalRMessageAction[]> SendJobLogsAsync(
        [SignalRTrigger(JobsHub.Name, JobsHub.Messages, HubMethods.GetJobLogs, ConnectionStringSetting = JobsHub.ConnectionSetting)] SignalRInvocationContext call,
        CancellationToken stopping) =>
        hub.RunAsync(HubMethods.GetJobLogs, call, stopping);

    /// <summary>Answer a client that wants to know whether its connection works.</summary>
    [Function("Ping")]
    [SignalROutput(HubName = JobsHub.Name, ConnectionStringSetting = JobsHub.ConnectionSetting)]
    public Task<SignalRMessageAction[]> PingAsync(
        [SignalRTrigger(JobsHub.Name, JobsHub.Messages, HubMethods.Ping, ConnectionStringSetting = JobsHub.ConnectionSetting)] SignalRInvocationContext call,
        CancellationToken stopping) =>
        hub.RunAsync(HubMethods.Ping, call, stopping);
}

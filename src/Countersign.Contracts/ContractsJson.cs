using System.Text.Json;
using System.Text.Json.Serialization;
using Countersign.Contracts.Access;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Health;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Older;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Proof;
using Countersign.Contracts.Schedules;
using Countersign.Contracts.Statistics;
using Countersign.Contracts.Tasks;
using Countersign.Contracts.Upkeep;
using Countersign.Contracts.Webhooks;
using Countersign.Contracts.Workflow;

namespace Countersign.Contracts;

/// <summary>How every contract type is written: snake_case names and enum values, nulls included.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(SnakeCaseEnumConverterFactory), typeof(Rfc3339Converter)])]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(JobResult))]
[JsonSerializable(typeof(SubmitJobRequest))]
[JsonSerializable(typeof(PatchJobRequest))]
[JsonSerializable(typeof(StepList))]
[JsonSerializable(typeof(LogPage))]
[JsonSerializable(typeof(InstanceStatus))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(ArtifactList))]
[JsonSerializable(typeof(BuildRequest))]
[JsonSerializable(typeof(CodeAnalysisRequest))]
[JsonSerializable(typeof(GenerateRequest))]
[JsonSerializable(typeof(OlderAccepted))]
[JsonSerializable(typeof(GenerateAccepted))]
[JsonSerializable(typeof(OlderJob))]
[JsonSerializable(typeof(OlderJobList))]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(RunPatch))]
[JsonSerializable(typeof(RunDecision))]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(JobDocumentState))]
[JsonSerializable(typeof(JobDocumentList))]
[JsonSerializable(typeof(JobDocumentAccepted))]
[JsonSerializable(typeof(JobDocumentResult))]
[JsonSerializable(typeof(JobDocumentCapabilities))]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(TaskRequest))]
[JsonSerializable(typeof(TaskDefinition))]
[JsonSerializable(typeof(TaskList))]
[JsonSerializable(typeof(ScheduleRequest))]
[JsonSerializable(typeof(Schedule))]
[JsonSerializable(typeof(ScheduleList))]
[JsonSerializable(typeof(ScheduleTimes))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(WebhookList))]
[JsonSerializable(typeof(WebhookDelivery))]
[JsonSerializable(typeof(WebhookDeliveryList))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(PlanVersionList))]
[JsonSerializable(typeof(PlanDiff))]
[JsonSerializable(typeof(PlanStep))]
[JsonSerializable(typeof(Estimate))]
[JsonSerializable(typeof(EditPlanRequest))]
[JsonSerializable(typeof(RollbackPlanRequest))]
[JsonSerializable(typeof(IReadOnlyList<PlanStep>))]
[JsonSerializable(typeof(HashedPlan))]
[JsonSerializable(typeof(IReadOnlyList<ContentEntry>))]
[JsonSerializable(typeof(Analysis))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(DecisionResponse))]
[JsonSerializable(typeof(ApprovalInbox))]
[JsonSerializable(typeof(BatchDecisionRequest))]
[JsonSerializable(typeof(BatchDecisionResponse))]
[JsonSerializable(typeof(EvaluatePolicyRequest))]
[JsonSerializable(typeof(PolicyVerdict))]
[JsonSerializable(typeof(ApprovalLinkRequest))]
[JsonSerializable(typeof(ApprovalLinkResponse))]
[JsonSerializable(typeof(LinkedApproval))]
[JsonSerializable(typeof(LinkDecisionRequest))]
[JsonSerializable(typeof(Vote))]
[JsonSerializable(typeof(JobEvent))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(AllEventsPage))]
[JsonSerializable(typeof(OlderMessage))]
[JsonSerializable(typeof(SocketNotice))]
[JsonSerializable(typeof(ServiceStatistics))]
[JsonSerializable(typeof(JobBreakdown))]
[JsonSerializable(typeof(HubConnection))]
[JsonSerializable(typeof(HubSubscription))]
[JsonSerializable(typeof(Capabilities))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(HealthDetails))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(StreamTicket))]
[JsonSerializable(typeof(JsonWebKeySet))]
[JsonSerializable(typeof(StepReceipt))]
[JsonSerializable(typeof(AuditContent))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(AuditListing))]
[JsonSerializable(typeof(AuditVerification))]
[JsonSerializable(typeof(AuditCheckpoint))]
[JsonSerializable(typeof(ProofSeal))]
[JsonSerializable(typeof(ProofBundle))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(PurgeRequest))]
[JsonSerializable(typeof(JobStart))]
[JsonSerializable(typeof(JobEnd))]
[JsonSerializable(typeof(AnalyzeTask))]
[JsonSerializable(typeof(StageOutcome))]
[JsonSerializable(typeof(PlanTask))]
[JsonSerializable(typeof(PlanOutcome))]
[JsonSerializable(typeof(GateTask))]
[JsonSerializable(typeof(GateOutcome))]
[JsonSerializable(typeof(StepTask))]
[JsonSerializable(typeof(FinishTask))]
[JsonSerializable(typeof(FailTask))]
public sealed partial class ContractsJson : JsonSerializerContext;

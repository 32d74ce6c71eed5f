metadata description = 'Countersign on Azure Functions: everything in one resource group.'

targetScope = 'resourceGroup'

@description('Name of the environment; part of the names of the resources.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Region of every resource. It has to offer Flex Consumption.')
@metadata({
  azd: {
    type: 'location'
  }
})
param location string = resourceGroup().location

@description('Instances to which the app may scale out.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Memory of an instance, in megabytes.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('Instances that always run orchestrations and activities; 0 lets the app scale to nothing.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Redundancy of the storage account.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param storageSkuName string = 'Standard_ZRS'

@description('Kind of the SignalR Service.')
@allowed([
  'Free_F1'
  'Standard_S1'
  'Premium_P1'
])
param signalRSkuName string = 'Standard_S1'

@description('Units of the SignalR Service.')
@minValue(1)
@maxValue(100)
param signalRCapacity int = 1

@description('Name of the vault entry with the code that opens the SignalR webhook of the app; empty until that code exists.')
param upstreamCodeName string = ''

@description('Further origins of browsers that may open live connections; the app\'s own always may.')
param additionalOrigins string[] = []

@description('Keep the signing key in a hardware module.')
param hardwareKey bool = false

@description('Where orchestrations are kept: in the storage account, or in a Durable Task Scheduler.')
@allowed([
  'AzureStorage'
  'DurableTaskScheduler'
])
param durableBackend string = 'AzureStorage'

@description('Kind of the Durable Task Scheduler.')
@allowed([
  'Consumption'
  'Dedicated'
])
param schedulerSkuName string = 'Consumption'

@description('Capacity units of a Dedicated Durable Task Scheduler.')
@minValue(1)
@maxValue(3)
param schedulerCapacity int = 1

@description('Address ranges that may reach the Durable Task Scheduler.')
param schedulerIpAllowlist string[] = ['0.0.0.0/0']

@description('Client id of the Entra ID application that stands for this API; empty leaves App Service Authentication off, and the app closed to everyone without an API key of its own.')
param entraClientId string = ''

@description('Tenant that may sign in.')
param entraTenantId string = tenant().tenantId

@description('Audiences that a token may be for; the application and api://{application} when empty.')
param entraAllowedAudiences string[] = []

@description('What becomes of a request without a token, once App Service Authentication is on.')
@allowed([
  'Return401'
  'AllowAnonymous'
])
param unauthenticatedAction string = 'Return401'

@description('Settings that are added to the app, by name. Not for secrets: those belong in the vault, by reference.')
param additionalSettings object = {}

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionInDays int = 30

@description('Gigabytes of logs a day after which no more are taken; -1 for no limit.')
param logDailyQuotaGb int = -1

@description('Days for which a deleted blob or container can be brought back.')
@minValue(1)
@maxValue(365)
param deleteRetentionDays int = 7

@description('Resource id of the action group that alerts are sent to; empty to have alerts that only show.')
param alertActionGroupId string = ''

@description('Places from which readiness is asked, as Application Insights names them.')
param availabilityLocations string[] = [
  'emea-nl-ams-azr'
  'emea-gb-db3-azr'
  'us-va-ash-azr'
  'us-ca-sjc-azr'
  'apac-sg-sin-azr'
]

@description('Failed executions in 15 minutes above which to alert.')
@minValue(0)
param failedExecutionThreshold int = 5

@description('Milliseconds within which 95 of 100 requests are to be answered.')
@minValue(1)
param latencyThresholdMilliseconds int = 1000

@description('Log how long orchestration messages wait, and alert on it. About one trace per message; Azure Storage backend only.')
param measureBacklog bool = false

@description('Milliseconds that 95 of 100 orchestration messages may wait.')
@minValue(1)
param backlogThresholdMilliseconds int = 30000

var token = uniqueString(resourceGroup().id, environmentName)
var tags = {
  'azd-env-name': environmentName
}
var names = {
  applicationInsights: 'appi-${environmentName}-${token}'
  appIdentity: 'id-${environmentName}-${token}'
  functionApp: 'func-${environmentName}-${token}'
  keyVault: 'kv-${token}'
  plan: 'plan-${environmentName}-${token}'
  scheduler: 'dts-${environmentName}-${token}'
  signalR: 'sigr-${environmentName}-${token}'
  signalRIdentity: 'id-signalr-${environmentName}-${token}'
  storage: 'stor${token}'
  workspace: 'log-${environmentName}-${token}'
}
var deploymentContainerName = 'deployment'
var signingKeyName = 'proof-signing'
var taskHubName = 'countersign'
var useScheduler = durableBackend == 'DurableTaskScheduler'

// Known before the app exists, so that SignalR Service need not wait for the app, which waits for it.
var functionHostName = '${names.functionApp}.azurewebsites.net'

module appIdentity 'modules/identity.bicep' = {
  name: 'app-identity'
  params: {
    name: names.appIdentity
    location: location
    tags: tags
  }
}

module signalRIdentity 'modules/identity.bicep' = {
  name: 'signalr-identity'
  params: {
    name: names.signalRIdentity
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: names.storage
    location: location
    tags: tags
    skuName: storageSkuName
    deploymentContainerName: deploymentContainerName
    deleteRetentionDays: deleteRetentionDays
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    workspaceName: names.workspace
    applicationInsightsName: names.applicationInsights
    location: location
    tags: tags
    retentionInDays: logRetentionInDays
    dailyQuotaGb: logDailyQuotaGb
  }
}

module keyVault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: names.keyVault
    location: location
    tags: tags
    keyName: signingKeyName
    hardwareKey: hardwareKey
    workspaceId: monitoring.outputs.workspaceId
  }
}

module signalR 'modules/signalr.bicep' = {
  name: 'signalr'
  params: {
    name: names.signalR
    location: location
    tags: tags
    skuName: signalRSkuName
    capacity: signalRCapacity
    identityId: signalRIdentity.outputs.id
    functionHostName: functionHostName
    upstreamCodeUri: empty(upstreamCodeName) ? '' : '${keyVault.outputs.uri}secrets/${upstreamCodeName}'
    allowedOrigins: concat(['https://${functionHostName}'], additionalOrigins)
  }
}

module scheduler 'modules/durable-task-scheduler.bicep' = if (useScheduler) {
  name: 'durable-task-scheduler'
  params: {
    name: names.scheduler
    location: location
    tags: tags
    skuName: schedulerSkuName
    capacity: schedulerCapacity
    taskHubName: taskHubName
    ipAllowlist: schedulerIpAllowlist
  }
}

// Names, not outputs, name the resources here and below: what-if cannot look into a module whose resources are named by
// another module's outputs.
module roleAssignments 'modules/role-assignments.bicep' = {
  name: 'role-assignments'
  params: {
    appIdentityName: names.appIdentity
    appPrincipalId: appIdentity.outputs.principalId
    signalRIdentityName: names.signalRIdentity
    signalRPrincipalId: signalRIdentity.outputs.principalId
    storageAccountName: names.storage
    signalRName: names.signalR
    applicationInsightsName: names.applicationInsights
    keyVaultName: names.keyVault
    keyName: signingKeyName
    upstreamCodeName: upstreamCodeName
    schedulerName: useScheduler ? names.scheduler : ''
  }
  dependsOn: [
    keyVault
    monitoring
    scheduler
    signalR
    storage
  ]
}

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  params: {
    name: names.functionApp
    planName: names.plan
    location: location
    tags: tags
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    alwaysReadyInstances: alwaysReadyInstances
    identityId: appIdentity.outputs.id
    identityClientId: appIdentity.outputs.clientId
    storageAccountName: names.storage
    blobEndpoint: storage.outputs.blobEndpoint
    deploymentContainerName: deploymentContainerName
    signalRServiceUri: signalR.outputs.serviceUri
    applicationInsightsName: names.applicationInsights
    signingKeyUri: keyVault.outputs.keyUri
    schedulerEndpoint: useScheduler ? scheduler!.outputs.endpoint : ''
    taskHubName: taskHubName
    measureBacklog: measureBacklog
    entraClientId: entraClientId
    entraTenantId: entraTenantId
    entraAllowedAudiences: entraAllowedAudiences
    unauthenticatedAction: unauthenticatedAction
    additionalSettings: additionalSettings
  }
  dependsOn: [
    monitoring
    roleAssignments
  ]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    namePrefix: names.functionApp
    location: location
    tags: tags
    actionGroupId: alertActionGroupId
    workspaceId: monitoring.outputs.workspaceId
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    storageAccountId: storage.outputs.id
    functionHostName: functionHostName
    availabilityLocations: availabilityLocations
    failedExecutions: failedExecutionThreshold
    latencyMilliseconds: latencyThresholdMilliseconds
    backlogMilliseconds: backlogThresholdMilliseconds
    measureBacklog: measureBacklog
    maximumInstanceCount: maximumInstanceCount
  }
}

@description('Name of the function app, for deploying code to it.')
output AZURE_FUNCTION_APP_NAME string = functionApp.outputs.name

@description('Resource id of the function app.')
output AZURE_FUNCTION_APP_ID string = functionApp.outputs.id

@description('Host name of the function app.')
output AZURE_FUNCTION_HOST_NAME string = functionApp.outputs.hostName

@description('Address of the API.')
output COUNTERSIGN_URL string = 'https://${functionApp.outputs.hostName}'

@description('Client id of the identity that the app runs as.')
output AZURE_IDENTITY_CLIENT_ID string = appIdentity.outputs.clientId

@description('Object id of the identity that the app runs as.')
output AZURE_IDENTITY_PRINCIPAL_ID string = appIdentity.outputs.principalId

@description('Name of the storage account.')
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name

@description('Resource id of the storage account.')
output AZURE_STORAGE_ACCOUNT_ID string = storage.outputs.id

@description('Resource id of the SignalR Service.')
output AZURE_SIGNALR_ID string = signalR.outputs.id

@description('Name of the vault.')
output AZURE_KEY_VAULT_NAME string = keyVault.outputs.name

@description('Resource id of the vault.')
output AZURE_KEY_VAULT_ID string = keyVault.outputs.id

@description('Address of the signing key.')
output AZURE_SIGNING_KEY_URI string = keyVault.outputs.keyUri

@description('Resource id of the Application Insights component.')
output AZURE_APPLICATION_INSIGHTS_ID string = monitoring.outputs.applicationInsightsId

@description('Resource id of the Log Analytics workspace.')
output AZURE_LOG_ANALYTICS_WORKSPACE_ID string = monitoring.outputs.workspaceId

metadata description = 'Everything that the identities may do, on one page. Built-in roles, each on the one resource that needs it.'

@description('Name of the identity that the app runs as.')
param appIdentityName string

@description('Object id of the identity that the app runs as.')
param appPrincipalId string

@description('Name of the identity with which SignalR Service reads the upstream code.')
param signalRIdentityName string

@description('Object id of the identity with which SignalR Service reads the upstream code.')
param signalRPrincipalId string

@description('Name of the storage account.')
param storageAccountName string

@description('Name of the SignalR Service.')
param signalRName string

@description('Name of the Application Insights component.')
param applicationInsightsName string

@description('Name of the vault.')
param keyVaultName string

@description('Name of the signing key.')
param keyName string

@description('Name of the vault entry with the upstream code; empty when there is none yet.')
param upstreamCodeName string

@description('Name of the Durable Task Scheduler; empty when orchestrations are kept in the storage account.')
param schedulerName string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roleIds = {
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
  keyVaultCryptoUser: '12338af0-0e69-4776-bea7-57ae8d297424'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  signalRServiceOwner: '7e4f1700-ea5a-4f59-8f37-079cfe29dce3'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

// The Functions host takes leases and keeps its own secrets as blobs, for which it asks for the owner role.
var storageRoleIds = [
  roleIds.storageBlobDataOwner
  roleIds.storageQueueDataContributor
  roleIds.storageTableDataContributor
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

resource signalR 'Microsoft.SignalRService/signalR@2024-03-01' existing = {
  name: signalRName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: keyVaultName
}

resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' existing = {
  parent: vault
  name: keyName
}

resource upstreamCode 'Microsoft.KeyVault/vaults/secrets@2024-11-01' existing = {
  parent: vault
  name: empty(upstreamCodeName) ? 'none' : upstreamCodeName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' existing = {
  name: empty(schedulerName) ? 'none' : schedulerName
}

// The names of the assignments come from names, not from object ids: what-if can then say what it would do.
resource appOnStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for roleId in storageRoleIds: {
    scope: account
    name: guid(account.id, appIdentityName, roleId)
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
    }
  }
]

resource appOnSignalR 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: signalR
  name: guid(signalR.id, appIdentityName, roleIds.signalRServiceOwner)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.signalRServiceOwner)
  }
}

resource appOnTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: applicationInsights
  name: guid(applicationInsights.id, appIdentityName, roleIds.monitoringMetricsPublisher)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.monitoringMetricsPublisher)
  }
}

// On the key, not on the vault: the app signs with this key and sees no other.
resource appOnKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: key
  name: guid(key.id, appIdentityName, roleIds.keyVaultCryptoUser)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultCryptoUser)
  }
}

resource signalROnUpstreamCode 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(upstreamCodeName)) {
  scope: upstreamCode
  name: guid(upstreamCode.id, signalRIdentityName, roleIds.keyVaultSecretsUser)
  properties: {
    principalId: signalRPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsUser)
  }
}

resource appOnScheduler 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(schedulerName)) {
  scope: scheduler
  name: guid(scheduler.id, appIdentityName, roleIds.durableTaskDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.durableTaskDataContributor)
  }
}

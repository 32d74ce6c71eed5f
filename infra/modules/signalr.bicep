metadata description = 'Azure SignalR Service in serverless mode. Entra ID only.'

@description('Name of the service.')
param name string

@description('Region of the service.')
param location string

@description('Tags of the service.')
param tags object

@description('Kind of the service. The free one holds 20 connections and cannot be scaled.')
@allowed([
  'Free_F1'
  'Standard_S1'
  'Premium_P1'
])
param skuName string

@description('Units; each takes 1,000 connections. The free kind has exactly one.')
@minValue(1)
@maxValue(100)
param capacity int

@description('Resource id of the identity with which the service reads the upstream code.')
param identityId string

@description('Host name of the function app, which receives the calls of clients.')
param functionHostName string

@description('Address of the vault entry with the code that opens the app\'s SignalR webhook; empty until the app has made that code.')
param upstreamCodeUri string

@description('Origins of browsers that may connect.')
param allowedOrigins string[]

resource service 'Microsoft.SignalRService/signalR@2024-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'SignalR'
  sku: {
    name: skuName
    capacity: capacity
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    disableLocalAuth: true
    disableAadAuth: false
    publicNetworkAccess: 'Enabled'
    tls: {
      clientCertEnabled: false
    }
    features: [
      {
        flag: 'ServiceMode'
        value: 'Serverless'
      }
      {
        flag: 'EnableConnectivityLogs'
        value: 'True'
      }
    ]
    cors: {
      allowedOrigins: allowedOrigins
    }
    upstream: {
      templates: empty(upstreamCodeUri)
        ? []
        : [
            {
              hubPattern: 'jobs'
              // Not the coming and going of connections: the app has no function for it.
              categoryPattern: 'messages'
              eventPattern: '*'
              urlTemplate: 'https://${functionHostName}/runtime/webhooks/signalr?code={@Microsoft.KeyVault(SecretUri=${upstreamCodeUri})}'
              auth: {
                type: 'None'
              }
            }
          ]
    }
  }
}

@description('Resource id of the service.')
output id string = service.id

@description('Name of the service.')
output name string = service.name

@description('Address of the service.')
output serviceUri string = 'https://${service.properties.hostName}'
